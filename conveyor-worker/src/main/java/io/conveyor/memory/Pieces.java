package io.conveyor.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The user's part, mapped in pieces because one mapping holds 2 GiB at most. Each piece starts a
 * step after the one before and is nearly two steps long, so that whatever is no longer than a step
 * lies in one piece as a whole. Mappings live until nothing refers to them any more.
 */
final class Pieces {

  /** A step of 1 GiB. */
  static final int STEP_SHIFT = 30;

  private final Path file;
  private final int shift;
  private final ByteBuffer[] pieces;

  Pieces(Path file, FileChannel channel, long size, int shift) throws IOException {
    this.file = file;
    this.shift = shift;
    this.pieces = new ByteBuffer[(int) (((size - 1) >>> shift) + 1)];
    for (int i = 0; i < pieces.length; i++) {
      long from = (long) i << shift;
      pieces[i] = map(channel, from, Math.min(size - from, (2L << shift) - 1));
    }
  }

  private static ByteBuffer map(FileChannel channel, long from, long length) throws IOException {
    return channel
        .map(FileChannel.MapMode.READ_WRITE, Layout.HEADER_BYTES + from, length)
        .order(ByteOrder.nativeOrder());
  }

  /** Returns the piece for a stretch that starts at an offset and is at most a step long. */
  ByteBuffer piece(long offset) {
    return pieces[(int) (offset >>> shift)];
  }

  /** Returns where in its piece an offset lies. */
  int index(long offset) {
    return (int) (offset & ((1L << shift) - 1));
  }

  /** Returns how many bytes a step has. */
  int step() {
    return 1 << shift;
  }

  /** Returns a view of a stretch, with a mapping of its own if it does not lie in one piece. */
  ByteBuffer slice(long offset, int length) {
    if (length == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    ByteBuffer piece = piece(offset);
    if (length <= piece.capacity() - index(offset)) {
      return piece.slice(index(offset), length).order(ByteOrder.nativeOrder());
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return map(channel, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

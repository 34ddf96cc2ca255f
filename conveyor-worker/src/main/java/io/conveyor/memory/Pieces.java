package io.conveyor.memory;

import io.conveyor.mapped.Words;
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
  private final long size;
  private final int shift;
  private final Words[] pieces;

  Pieces(Path file, FileChannel channel, long size, int shift) throws IOException {
    this.file = file;
    this.size = size;
    this.shift = shift;
    this.pieces = new Words[(int) (((size - 1) >>> shift) + 1)];
    for (int i = 0; i < pieces.length; i++) {
      long from = (long) i << shift;
      pieces[i] = map(channel, from, Math.min(size - from, (2L << shift) - 1));
    }
  }

  private static Words map(FileChannel channel, long from, long length) throws IOException {
    return Words.map(channel, MemoryLayout.HEADER_BYTES + from, length);
  }

  /** Returns the piece for a stretch that starts at an offset and is at most a step long. */
  Words piece(long offset) {
    return pieces[(int) (offset >>> shift)];
  }

  /** Returns where in its piece an offset lies. */
  int index(long offset) {
    return (int) (offset & ((1L << shift) - 1));
  }

  /** Returns how many bytes there are in all. */
  long size() {
    return size;
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
    Words piece = piece(offset);
    if (length <= piece.length() - index(offset)) {
      return piece.buffer(index(offset), length);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return map(channel, offset, length).buffer(0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.conveyor.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Knows how the queue's own files begin. Their headers name classes, which the queue makes objects
 * of, and have lengths and locks, which it believes: what it would not have written itself is not
 * given to it.
 */
final class QueueHeaders {

  private static final int METADATA_BYTES = 156;
  private static final int METADATA_CHECKSUM = 0x7d7a4515;

  private static final int SEGMENT_BYTES = 197;
  private static final int SEGMENT_CHECKSUM = 0xfb9806a6;

  /** What changes in the header of a segment: where it ends, its index, and its last document. */
  private static final int[][] CHANGING = {{0x30, 0x50}, {0x98, 0xa0}, {0xb0, 0xb8}};

  private static final int WRITE_POSITION_AT = 0x40;
  private static final int INDEXES_AT = 0x98;
  private static final int FIRST_INDEX_AT = 0xf0;
  private static final int INDEX_HEADER_BYTES = 32;
  private static final int INDEX_BYTES = 2048 * Long.BYTES;

  private static final int MOST_SHOWN = 22;

  private QueueHeaders() {}

  /** Checks all files there are; others may come and go meanwhile. */
  static void require(SegmentFiles files) {
    require(files.metadata(), METADATA_BYTES, METADATA_CHECKSUM);
    for (int segment : files.list()) {
      require(files.file(segment), SEGMENT_BYTES, SEGMENT_CHECKSUM);
    }
  }

  private static void require(Path file, int length, int checksum) {
    if (SegmentFiles.isUnfinished(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file)) {
      requireSame(file, read(channel, 0, length), checksum);
      if (length == SEGMENT_BYTES) {
        requireWithin(file, channel, read(channel, WRITE_POSITION_AT, Long.BYTES));
        requireWithin(file, channel, read(channel, INDEXES_AT, Long.BYTES));
        requireIndexes(file, channel);
      }
    } catch (NoSuchFileException e) {
      return; // It was passed by all, and deleted.
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns zeros for what is behind the end. */
  private static byte[] read(FileChannel channel, long at, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining() && channel.read(left, at + left.position()) >= 0) {}
    return bytes;
  }

  private static void requireSame(Path file, byte[] header, int expected) {
    int found = checksum(header);
    if (found != expected) {
      throw Corrupt.of(
          file,
          "its header of %d bytes".formatted(header.length),
          "checksum %08x".formatted(expected),
          "%08x, %s".formatted(found, beginning(header)));
    }
  }

  private static int checksum(byte[] header) {
    CRC32C checksum = new CRC32C();
    int from = 0;
    for (int i = 0; header.length == SEGMENT_BYTES && i < CHANGING.length; i++) {
      checksum.update(header, from, CHANGING[i][0] - from);
      from = CHANGING[i][1];
    }
    checksum.update(header, from, header.length - from);
    return (int) checksum.getValue();
  }

  /** Returns the start of a header as text: that is where the kind of file stands. */
  private static String beginning(byte[] header) {
    return new String(header, 0, MOST_SHOWN, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
  }

  /** The queue maps whatever its indexes name, however far behind the end of the file it is. */
  private static void requireIndexes(Path file, FileChannel channel) throws IOException {
    byte[] indexes = read(channel, FIRST_INDEX_AT, INDEX_BYTES);
    requireWithin(file, channel, indexes);
    LongBuffer each = longs(indexes);
    while (each.hasRemaining()) {
      long index = each.get();
      if (index != 0) {
        requireWithin(file, channel, read(channel, index + INDEX_HEADER_BYTES, INDEX_BYTES));
      }
    }
  }

  private static void requireWithin(Path file, FileChannel channel, byte[] positions)
      throws IOException {
    long size = channel.size();
    LongBuffer each = longs(positions);
    while (each.hasRemaining()) {
      long position = each.get();
      if (position < 0 || position > size) {
        throw Corrupt.of(file, "a position", "at most " + size, position);
      }
    }
  }

  private static LongBuffer longs(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }
}

package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the mapped code of this package expects the queue's library to have put before the first
 * document of a segment. Another release may put something else: then its tools could not read what
 * is appended here, and it is better not to begin.
 */
final class QueuePreamble {

  /** The release of the library whose format the package description draws. */
  static final String EXPECTED_RELEASE = "2026.4";

  private static final int LENGTH = 33_040;

  /** CRC-32C of the whole preamble, which the library makes alike each time. */
  private static final int CHECKSUM = 0xd19d_6522;

  private static final int SHORT = 0xffff;

  private static final List<Field> FIELDS =
      List.of(
          new Field("the word of the file's header", 0, 0x4000_00c1, ~0),
          new Field("the number of entries of each index", 120, 2048, SHORT),
          new Field("the number of documents to an entry", 136, 256, SHORT),
          new Field("the word of the table of indexes", 200, 0x4000_4024, ~0),
          new Field("where the first index is", 240, 16_624, ~0),
          new Field("the word of the first index", 16_624, 0x4000_401c, ~0),
          new Field("the word of the first document", LENGTH, SegmentFormat.NONE, ~0));

  private record Field(String name, int at, int expected, int mask) {}

  private QueuePreamble() {}

  /**
   * Checks a segment that the library has made, and nobody appended to.
   *
   * @param release the library's, as it says itself; asked if it is needed
   * @throws ConveyorException of category START_FAILED if it is not as expected
   */
  static void require(Path segment, Supplier<String> release) throws IOException {
    String difference = difference(Uninterrupted.call(() -> read(segment)));
    if (difference != null) {
      throw new ConveyorException(
          Category.START_FAILED,
          ("Chronicle Queue %s makes queues in another format than %s, which Conveyor appends to: "
                  + "%s: %s; put chronicle-queue %s on the class path, with the libraries of that "
                  + "release")
              .formatted(release.get(), EXPECTED_RELEASE, segment, difference, EXPECTED_RELEASE));
    }
  }

  private static ByteBuffer read(Path segment) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH + SegmentFormat.WORD);
    try (FileChannel channel = FileChannel.open(segment)) {
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static @Nullable String difference(ByteBuffer bytes) {
    for (Field field : FIELDS) {
      int found = bytes.getInt(field.at) & field.mask;
      if (found != field.expected) {
        return "%s at byte %d is 0x%x, expected 0x%x"
            .formatted(field.name, field.at, found, field.expected);
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, LENGTH));
    int checksum = (int) crc.getValue();
    return checksum == CHECKSUM
        ? null
        : "the checksum of its first %d bytes is %08x, expected %08x"
            .formatted(LENGTH, checksum, CHECKSUM);
  }
}

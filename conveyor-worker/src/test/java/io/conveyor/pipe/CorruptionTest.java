package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.bell.Doorbell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what they should be: each a clear error, that names file and values. */
class CorruptionTest {

  @TempDir Path directory;
  private Rig rig;
  private Path cursors;
  private Doorbell writing;
  private Doorbell reading;

  @BeforeEach
  void open() {
    rig = Rig.sole(directory);
    cursors = rig.spec.home().resolve("cursors.dat");
    writing = rig.bell(0);
    reading = rig.bell(1);
  }

  @AfterEach
  void close() {
    writing.close();
    reading.close();
  }

  private static void assertCorrupt(Executable executable, String... expected) {
    ConveyorException corrupt = assertThrows(ConveyorException.class, executable);
    assertEquals(ConveyorException.Category.CORRUPT, corrupt.category());
    for (String each : expected) {
      assertTrue(corrupt.getMessage().contains(each), corrupt.getMessage());
    }
  }

  private void readAll() {
    try (PipeReader reader = rig.reader(reading)) {
      while (reader.poll(10)) {
        reader.acknowledge(reader.sequence() + reader.count());
      }
    }
  }

  private void append(int documents) {
    try (PipeWriter writer = rig.writer(writing)) {
      for (int i = 0; i < documents; i++) {
        byte[] payload = Rig.longs(i, 1000);
        writer.append(1, 1000, payload, payload.length, new long[] {i});
      }
    }
  }

  private static void put(Path file, long position, long value) throws Exception {
    ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).flip();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(word, position);
    }
  }

  @Test
  void refusesCursorsOfAnotherMagic() throws Exception {
    put(cursors, 0, 42);
    assertCorrupt(
        () -> rig.writer(writing), "cursors.dat", "magic", "CvCursor", "0x000000000000002a");
  }

  @Test
  void refusesCursorsOfAnotherVersion() throws Exception {
    put(cursors, 8, 9);
    assertCorrupt(() -> rig.reader(reading), "cursors.dat", "version", "expected 2", "found 9");
  }

  @Test
  void refusesTruncatedCursors() throws Exception {
    try (FileChannel channel = FileChannel.open(cursors, StandardOpenOption.WRITE)) {
      channel.truncate(100);
    }
    assertCorrupt(() -> rig.reader(reading), "cursors.dat", "length", "found 100");
  }

  @Test
  void refusesMissingCursors() throws Exception {
    Files.delete(cursors);
    assertCorrupt(() -> rig.reader(reading), "cursors.dat", "found none");
  }

  @Test
  void refusesCursorsOfAPipeWithOtherReaders() {
    Rig other = Rig.attach(directory, 1 << 20, 0, 64 << 10, Subscription.sole(2));
    assertCorrupt(() -> other.reader(reading), "cursors.dat", "checksum of the subscriptions");
  }

  @Test
  void refusesCursorsOfAPipeWithAnotherBound() {
    Rig other = Rig.attach(directory, 2 << 20, 0, 64 << 10, Subscription.sole(1));
    assertCorrupt(() -> other.reader(reading), "byte bound", "expected 2097152", "found 1048576");
  }

  @Test
  void refusesASegmentThatIsNone() throws Exception {
    append(1);
    Files.writeString(rig.segment(1), "something else entirely".repeat(10_000));
    assertCorrupt(this::readAll, "pipe-7");
  }

  @Test
  void refusesASegmentCutShort() throws Exception {
    append(3);
    try (FileChannel channel = FileChannel.open(rig.segment(1), StandardOpenOption.WRITE)) {
      // Where the second document is.
      channel.truncate(48 << 10);
    }
    assertCorrupt(this::readAll, "pipe-7", "its length", "expected at least 49", "found 49152");
  }

  @Test
  void refusesToWriteBehindDocumentsThatAreGone() throws Exception {
    append(3);
    Files.delete(rig.segment(1));
    assertCorrupt(() -> rig.writer(writing), "pipe-7", "documents", "expected 3", "no segment");
  }

  @Test
  void noticesAGap() throws Exception {
    append(60);
    // The first segment is replaced by the third.
    Files.move(rig.segment(3), rig.segment(1), StandardCopyOption.REPLACE_EXISTING);
    assertCorrupt(
        this::readAll, "pipe numbers", "does not fit", "cursors.dat", "expected next is 0, found");
  }

  /** Whatever bit of the words that lead to the first document: an answer or a clear error. */
  @Test
  void refusesASegmentWhoseBeginningIsDamaged() throws Exception {
    append(60);
    Path first = rig.segment(1);
    byte[] good = Files.readAllBytes(first);
    int refused = 0;
    for (int at = 0; at >= 0 && at < 40_000; at = next(good, at)) {
      for (int bit = 0; bit < Integer.SIZE; bit++) {
        byte[] bad = good.clone();
        bad[at + bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(first, bad);
        try (PipeWriter writer = rig.writer(writing)) {
          assertEquals(60_000, writer.nextSequence());
        } catch (ConveyorException e) {
          assertEquals(ConveyorException.Category.CORRUPT, e.category());
          assertTrue(e.getMessage().contains("pipe-7"), e.getMessage());
          refused++;
        }
      }
    }
    assertTrue(refused > 0);
  }

  private static int next(byte[] segment, int at) {
    int word = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    return word == 0 ? -1 : at + Integer.BYTES + ((word & 0x3fff_ffff) + 3 & ~3);
  }

  @Test
  void refusesADocumentOfAnotherVersion() throws Exception {
    append(2);
    Path segment = rig.segment(1);
    byte[] bytes = Files.readAllBytes(segment);
    int at = 0;
    while (bytes[at] != 'C' || bytes[at + 1] != 'v' || bytes[at + 2] != 2) {
      at++;
    }
    put(segment, at, 0x0000_0001_01_07_7643L);
    assertCorrupt(this::readAll, "pipe-7", "document", "version 2", "43 76 07");
  }

  @Test
  void refusesALargerDocumentThanAgreed() {
    try (PipeWriter writer = rig.writer(writing)) {
      ConveyorException refused =
          assertThrows(
              ConveyorException.class,
              () -> writer.append(1, 1, new byte[70_000], 70_000, new long[0]));
      assertEquals(ConveyorException.Category.RESOURCES, refused.category());
      assertTrue(refused.getMessage().contains("raise largestBlock(...)"), refused.getMessage());
    }
  }

  @Test
  void refusesABoundTooSmallForTheLargestDocument() {
    ConveyorException refused =
        assertThrows(
            ConveyorException.class,
            () -> Rig.attach(directory, 4 << 20, 0, 15 << 20, Subscription.sole(1)));
    assertEquals(ConveyorException.Category.USAGE, refused.category());
    assertTrue(refused.getMessage().contains("raise pipeSize(...)"), refused.getMessage());
  }
}

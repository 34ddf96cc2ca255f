package io.conveyor.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A queue is as our own code expects it, or is not begun with. */
class QueueMakerTest {

  @TempDir Path home;

  private LogSpec spec(Path home) {
    return new LogSpec("numbers", home, 128 << 10, 64 << 10);
  }

  /** Makes what another release of the library might: one byte is another. */
  private QueueMaker.Library libraryThatPuts(int at, int value) {
    return place -> {
      QueueMaker.letChronicleMake(place);
      Path segment = new SegmentFiles(spec(place)).file(LogIndex.FIRST_SEGMENT);
      byte[] bytes = Files.readAllBytes(segment);
      assertTrue(bytes[at] != (byte) value, "it is no other byte");
      bytes[at] = (byte) value;
      Files.write(segment, bytes);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "0, 200, header at byte 0 is 0x400000c8, expected 0x400000c1",
    "14, 84, checksum",
    "121, 16, entries of each index at byte 120 is 0x1000, expected 0x800",
    "137, 2, documents to an entry at byte 136 is 0x200, expected 0x100",
    "16625, 32, the first index at byte 16624 is 0x4000201c, expected 0x4000401c",
    "33040, 8, first document at byte 33040 is 0x8, expected 0x0",
  })
  void refusesAQueueOfAnotherFormat(int at, int value, String difference) {
    ConveyorException refused =
        assertThrows(
            ConveyorException.class, () -> QueueMaker.make(spec(home), libraryThatPuts(at, value)));
    assertEquals(Category.START_FAILED, refused.category());
    String message = refused.getMessage();
    assertTrue(message.contains(difference), message);
    assertTrue(message.contains("Chronicle Queue " + QueueMaker.release() + " makes"), message);
    assertTrue(message.contains("put chronicle-queue " + QueuePreamble.EXPECTED_RELEASE), message);
  }

  /** A move to another release needs a look at the format, and a fixture of the previous one. */
  @Test
  void expectsTheReleaseThatItIsBuiltWith() {
    assertEquals(QueuePreamble.EXPECTED_RELEASE, QueueMaker.release());
  }

  @Test
  void makesAQueueThoughItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    new Log(spec(home)).make();
    assertTrue(Thread.interrupted());
    try (LogTailer tailer = new Log(spec(home)).tailer()) {
      assertFalse(tailer.next());
    }
  }

  @Test
  void tellsAMissingDirectoryFromALackOfRoom() {
    Path missing = home.resolve("missing");
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> new Log(spec(missing)).make());
    assertEquals(Category.RESOURCES, refused.category());
    assertTrue(refused.getMessage().contains("cannot create " + missing), refused.getMessage());
    assertFalse(refused.getMessage().contains("no room"), refused.getMessage());
  }

  @Test
  void makesNoQueueWhereThereIsOne() {
    new Log(spec(home)).make();
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> new Log(spec(home)).make());
    assertTrue(refused.getMessage().contains("cannot create"), refused.getMessage());
  }
}

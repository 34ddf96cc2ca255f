package io.conveyor.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A queue that the release before this one has made and appended to is read, and appended to:
 * {@link QueueFixtureMain} has made it.
 */
class PreviousReleaseTest {

  private static final int THERE = 2 * QueueFixtureMain.DOCUMENTS;
  private static final int APPENDED = 5000;

  @TempDir Path home;
  private Log log;

  @BeforeEach
  void unzip() throws IOException {
    try (InputStream in = PreviousReleaseTest.class.getResourceAsStream("queue-2026.2.zip");
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, home.resolve(entry.getName()));
      }
    }
    log = new Log(new LogSpec("old numbers", home, 64 << 10, 64 << 10));
  }

  private static void requireDocument(LogTailer tailer, int number) {
    assertTrue(tailer.next(), () -> "document " + number);
    byte[] expected = QueueFixtureMain.document(number);
    byte[] found = new byte[tailer.length()];
    tailer.get(0, found, 0, found.length);
    assertArrayEquals(expected, Arrays.copyOf(found, expected.length));
  }

  @Test
  void isReadOverItsRoll() {
    assertArrayEquals(new int[] {1, 2}, log.segments());
    try (LogTailer tailer = log.tailer()) {
      for (int i = 0; i < THERE; i++) {
        requireDocument(tailer, i);
      }
      assertFalse(tailer.next());
      assertEquals(2, tailer.segment());
    }
  }

  @Test
  void isAppendedToAndRolledOn() {
    append();
    assertTrue(log.segments().length > 3);
    try (LogTailer tailer = log.tailer()) {
      for (int i = 0; i < THERE + APPENDED; i++) {
        requireDocument(tailer, i);
      }
      assertFalse(tailer.next());
    }
  }

  @Test
  void isThenReadByTheLibraryOfThisRelease() {
    append();
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(home).rollCycle(RollCycles.FIVE_MINUTELY).build();
        ExcerptTailer tailer = queue.createTailer()) {
      for (int i = 0; i < THERE + APPENDED; i++) {
        try (DocumentContext document = tailer.readingDocument()) {
          assertTrue(document.isPresent(), "document " + i);
          byte[] expected = QueueFixtureMain.document(i);
          byte[] found = new byte[expected.length];
          document.wire().bytes().read(found);
          assertArrayEquals(expected, found);
        }
      }
    }
  }

  private void append() {
    LogSegments segments = log.noSegments();
    segments.add(1, 0);
    segments.add(2, 1000);
    try (LogWriter writer = log.writer(segments, 2, LogIndex.NONE)) {
      for (int i = THERE; i < THERE + APPENDED; i++) {
        byte[] document = QueueFixtureMain.document(i);
        writer.append(
            document, 4, Arrays.copyOfRange(document, 4, document.length), document.length - 4);
      }
    }
  }
}

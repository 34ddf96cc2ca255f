package io.conveyor.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What logs write and read without the queue's library is what that would write and read. */
class QueueFormatTest {

  private static final int HEAD = 60;
  private static final int REST = 8000;

  @TempDir Path home;
  private LogSpec spec;
  private Log log;
  private int segment = LogIndex.FIRST_SEGMENT;

  @BeforeEach
  void make() {
    spec = new LogSpec("numbers", home, 128 << 10, 64 << 10);
    log = new Log(spec);
    log.make();
  }

  private SingleChronicleQueue queue() {
    return SingleChronicleQueueBuilder.binary(home)
        .rollCycle(RollCycles.FIVE_MINUTELY)
        .timeProvider(() -> segment * 300_000L)
        .build();
  }

  private LogWriter writer() {
    return log.writer(log.noSegments(), LogIndex.FIRST_SEGMENT, LogIndex.NONE);
  }

  private static byte[] document(long seed) {
    byte[] bytes = new byte[HEAD + REST];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void append(LogWriter writer, long seed) {
    byte[] document = document(seed);
    byte[] rest = Arrays.copyOfRange(document, HEAD, document.length);
    writer.append(document, HEAD, rest, REST);
  }

  private static void requireDocument(ExcerptTailer tailer, long seed) {
    try (DocumentContext document = tailer.readingDocument()) {
      assertTrue(document.isPresent() && document.isData(), () -> "document " + seed);
      byte[] bytes = new byte[(int) document.wire().bytes().readRemaining()];
      document.wire().bytes().read(bytes);
      assertArrayEquals(document(seed), bytes);
    }
  }

  private static void requireDocument(LogTailer tailer, long seed) {
    assertTrue(tailer.next(), () -> "document " + seed);
    byte[] bytes = new byte[tailer.length()];
    tailer.get(0, bytes, 0, bytes.length);
    assertArrayEquals(document(seed), bytes);
  }

  @Test
  void theQueueReadsAllSegmentsOfALog() {
    try (LogWriter writer = writer()) {
      for (int i = 0; i < 60; i++) {
        append(writer, i);
      }
    }
    assertTrue(log.segments().length > 2);
    try (SingleChronicleQueue queue = queue();
        ExcerptTailer tailer = queue.createTailer()) {
      for (int i = 0; i < 60; i++) {
        requireDocument(tailer, i);
      }
      assertFalse(tailer.readingDocument().isPresent());
    }
  }

  /** It looks for new segments as often as it is told to, else once in a minute. */
  @Test
  void aTailerOfTheQueueFollowsAWriterOverRolls() {
    try (LogWriter writer = writer();
        SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(home)
                .rollCycle(RollCycles.FIVE_MINUTELY)
                .forceDirectoryListingRefreshIntervalMs(1)
                .build();
        ExcerptTailer tailer = queue.createTailer()) {
      for (int i = 0; i < 60; i++) {
        assertFalse(tailer.readingDocument().isPresent());
        append(writer, i);
        await().pollInSameThread().until(() -> isThere(tailer));
        requireDocument(tailer, i);
      }
    }
    assertTrue(log.segments().length > 2);
  }

  private static boolean isThere(ExcerptTailer tailer) {
    try (DocumentContext document = tailer.readingDocument()) {
      document.rollbackOnClose();
      return document.isPresent();
    }
  }

  @Test
  void aLogReadsWhatTheQueueAppended() {
    try (LogWriter writer = writer()) {
      append(writer, 0);
      append(writer, 1);
    }
    try (SingleChronicleQueue queue = queue();
        ExcerptAppender appender = queue.createAppender();
        LogTailer tailer = log.tailer()) {
      requireDocument(tailer, 0);
      requireDocument(tailer, 1);
      assertFalse(tailer.next());
      try (DocumentContext document = appender.writingDocument()) {
        document.wire().bytes().write(document(2));
      }
      requireDocument(tailer, 2);
      assertFalse(tailer.next());
    }
  }

  /** So that a segment may begin as the one before it. */
  @Test
  void theQueueBeginsAllSegmentsAlike() throws Exception {
    SegmentFiles files = new SegmentFiles(spec);
    segment = 2;
    try (SingleChronicleQueue queue = queue()) {
      queue.storeForCycle(segment, 0, true, null).close();
    }
    byte[] second = Files.readAllBytes(files.file(2));
    byte[] first = Arrays.copyOf(Files.readAllBytes(files.file(1)), second.length);
    assertArrayEquals(Arrays.copyOf(first, 1 << 16), Arrays.copyOf(second, 1 << 16));
    assertEquals(2, log.segments().length);
  }
}

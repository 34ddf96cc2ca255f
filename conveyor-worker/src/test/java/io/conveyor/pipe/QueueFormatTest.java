package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pipes write and read without the queue's library is what that would write and read. */
class QueueFormatTest {

  private static final int BLOCKS = 1000;

  @TempDir Path directory;
  private Rig rig;
  private Doorbell writing;
  private int segment = Segment.FIRST;

  @BeforeEach
  void open() {
    rig = Rig.sole(directory);
    writing = rig.bell(0);
  }

  @AfterEach
  void close() {
    writing.close();
  }

  private SingleChronicleQueue queue() {
    return SingleChronicleQueueBuilder.binary(rig.spec.home())
        .rollCycle(RollCycles.FIVE_MINUTELY)
        .timeProvider(() -> segment * 300_000L)
        .build();
  }

  private void append(int documents) {
    try (PipeWriter writer = rig.writer(writing)) {
      for (int i = 0; i < documents; i++) {
        byte[] payload = Rig.longs(writer.nextSequence(), BLOCKS);
        writer.append(1, BLOCKS, payload, payload.length, new long[] {i});
      }
    }
  }

  private static void requireDocument(ExcerptTailer tailer, long first) {
    try (DocumentContext document = tailer.readingDocument()) {
      assertTrue(document.isPresent() && document.isData(), () -> "a document from " + first);
      byte[] bytes = new byte[(int) document.wire().bytes().readRemaining()];
      document.wire().bytes().read(bytes);
      byte[] payload = Rig.longs(first, BLOCKS);
      int from = bytes.length - payload.length;
      assertArrayEquals(payload, Arrays.copyOfRange(bytes, from, bytes.length));
    }
  }

  @Test
  void theQueueReadsAllSegmentsOfAPipe() {
    append(60);
    assertTrue(new SegmentFiles(rig.spec).list().length > 2);
    try (SingleChronicleQueue queue = queue();
        ExcerptTailer tailer = queue.createTailer()) {
      for (int i = 0; i < 60; i++) {
        requireDocument(tailer, i * (long) BLOCKS);
      }
      assertFalse(tailer.readingDocument().isPresent());
    }
  }

  @Test
  void aPipeReadsWhatTheQueueAppended() {
    append(2);
    try (SingleChronicleQueue queue = queue();
        ExcerptAppender appender = queue.createAppender();
        LogTailer tailer = new LogTailer(rig.spec)) {
      assertTrue(tailer.next());
      assertTrue(tailer.next());
      DocumentHeader header = tailer.header();
      header.ordinal++;
      header.firstSequence += BLOCKS;
      header.encode(new long[] {3, 4});
      byte[] payload = Rig.longs(2 * BLOCKS, BLOCKS);
      try (DocumentContext document = appender.writingDocument()) {
        document.wire().bytes().write(header.buffer(), 0, header.length()).write(payload);
      }
      assertTrue(tailer.next());
      assertEquals(2 * BLOCKS, tailer.header().firstSequence);
      assertArrayEquals(new long[] {3, 4}, tailer.answered());
      byte[] read = tailer.payload(new byte[0], () -> null);
      assertArrayEquals(payload, Arrays.copyOf(read, payload.length));
    }
  }

  /** So that a segment may begin as the one before it. */
  @Test
  void theQueueBeginsAllSegmentsAlike() throws Exception {
    SegmentFiles files = new SegmentFiles(rig.spec);
    segment = 2;
    try (SingleChronicleQueue queue = queue()) {
      queue.storeForCycle(segment, 0, true, null).close();
    }
    byte[] second = Files.readAllBytes(files.file(2));
    byte[] first = Arrays.copyOf(Files.readAllBytes(files.file(1)), second.length);
    assertArrayEquals(Arrays.copyOf(first, 1 << 16), Arrays.copyOf(second, 1 << 16));
  }
}

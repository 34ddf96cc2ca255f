package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.bell.Doorbell;
import io.conveyor.log.Log;
import io.conveyor.log.LogIndex;
import io.conveyor.log.LogSegments;
import io.conveyor.log.LogWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a writer finds that was killed between two of its steps; each is set up by hand. */
class WriterRecoveryTest {

  @TempDir Path directory;
  private Rig rig;
  private Doorbell writing;
  private Doorbell reading;

  @BeforeEach
  void open() {
    rig = Rig.sole(directory);
    writing = rig.bell(0);
    reading = rig.bell(1);
  }

  @AfterEach
  void close() {
    writing.close();
    reading.close();
  }

  private void append(int blocks) {
    try (PipeWriter writer = rig.writer(writing)) {
      append(writer, blocks);
    }
  }

  private static void append(PipeWriter writer, int blocks) {
    long first = writer.nextSequence();
    byte[] payload = Rig.longs(first, blocks);
    writer.append(1, blocks, payload, payload.length, new long[] {first + blocks});
  }

  /** Appends to the queue of the pipe, and dies before publishing it. */
  private void appendUnpublished(int segment, boolean roll, long ordinal, long first, int blocks) {
    Log log = rig.log();
    LogSegments segments = log.noSegments();
    if (roll) {
      segments.add(segment, 0);
      segments.growTo(Long.MAX_VALUE >> 1);
    }
    try (LogWriter writer = log.writer(segments, segment, LogIndex.NONE)) {
      DocumentHeader header = new DocumentHeader();
      header.run = 1;
      header.ordinal = ordinal;
      header.firstSequence = first;
      header.count = blocks;
      header.payloadLength = Long.BYTES * blocks;
      header.bytes = 1000;
      header.encode(new long[] {first + blocks});
      byte[] payload = Rig.longs(first, blocks);
      writer.append(header.buffer(), header.length(), payload, payload.length);
    }
  }

  private void assertReads(int blocks) {
    int seen = 0;
    try (PipeReader reader = rig.reader(reading)) {
      while (reader.poll(100)) {
        assertEquals(seen, reader.sequence());
        assertEquals(seen, Rig.longAt(reader, 0));
        seen += reader.count();
      }
    }
    assertEquals(blocks, seen);
  }

  @Test
  void publishesADocumentThatWasAppendedButNotPublished() {
    append(3);
    appendUnpublished(LogIndex.FIRST_SEGMENT, false, 1, 3, 2);
    assertReads(3);
    try (PipeWriter writer = rig.writer(writing)) {
      assertEquals(5, writer.nextSequence());
      assertArrayEquals(new long[] {5}, writer.acknowledged());
      assertReads(5);
      append(writer, 1);
    }
    assertReads(6);
  }

  @Test
  void publishesTheVeryFirstDocument() {
    appendUnpublished(LogIndex.FIRST_SEGMENT, false, 0, 0, 2);
    append(2);
    assertReads(4);
  }

  @Test
  void publishesTheFirstDocumentOfASegment() {
    append(3);
    appendUnpublished(LogIndex.FIRST_SEGMENT, true, 1, 3, 2);
    append(2);
    assertArrayEquals(new int[] {1, 2}, rig.log().segments());
    assertReads(7);
  }

  @Test
  void beginsTheNextSegmentWhenTheLastWasOnlyEnded() throws Exception {
    append(3);
    appendUnpublished(LogIndex.FIRST_SEGMENT, true, 1, 3, 2);
    Files.delete(rig.segment(2));
    append(4);
    assertArrayEquals(new int[] {1, 2}, rig.log().segments());
    assertReads(7);
  }

  @Test
  void createsAnewWhatWasOnlyBegunToBeCreated() throws Exception {
    append(3);
    appendUnpublished(LogIndex.FIRST_SEGMENT, true, 1, 3, 2);
    Files.write(rig.segment(2), new byte[] {0, 0, 0, (byte) 0x80, 1, 2, 3});
    append(4);
    assertArrayEquals(new int[] {1, 2}, rig.log().segments());
    assertReads(7);
  }

  /** The launcher makes it, before anybody else is there to be killed. */
  @Test
  void refusesAPipeThatWasOnlyBegun() throws Exception {
    Files.write(rig.segment(1), new byte[0]);
    ConveyorException refused = assertThrows(ConveyorException.class, () -> rig.writer(writing));
    assertEquals(ConveyorException.Category.CORRUPT, refused.category());
    assertTrue(refused.getMessage().contains("no segment"), refused.getMessage());
  }

  @Test
  void takesNothingForADocumentThatWasLeftBehindTheLast() throws Exception {
    append(3);
    appendUnpublished(LogIndex.FIRST_SEGMENT, false, 1, 3, 1000);
    long second = behindTheFirstDocument();
    // It was killed before the last step: what it had copied is there, but not the first word.
    try (FileChannel segment = FileChannel.open(rig.segment(1), StandardOpenOption.WRITE)) {
      segment.write(ByteBuffer.allocate(Integer.BYTES), second);
    }
    append(2);
    append(2);
    assertReads(7);
    try (PipeWriter writer = rig.writer(writing)) {
      assertEquals(7, writer.nextSequence());
    }
  }

  private long behindTheFirstDocument() {
    try (DocumentTailer tailer = new DocumentTailer(rig.spec)) {
      assertTrue(tailer.next());
      long index = tailer.index();
      return LogIndex.position(index) + tailer.header().space();
    }
  }

  @Test
  void refusesToAppendOnceClosed() {
    append(3);
    PipeWriter writer = rig.writer(writing);
    writer.close();
    assertThrows(IllegalStateException.class, () -> append(writer, 1));
    assertReads(3);
  }

  @Test
  void goesOnThoughItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();
    try (PipeWriter writer = rig.writer(writing)) {
      while (rig.log().segments().length < 3) {
        append(writer, 4000);
      }
      int blocks = (int) writer.nextSequence();
      assertReads(blocks);
    }
    assertTrue(Thread.interrupted());
  }

  @Test
  void knowsTheSizesOfSegmentsFromBefore() throws Exception {
    try (PipeWriter writer = rig.writer(writing)) {
      while (writer.hasRoom()) {
        append(writer, 4000);
      }
    }
    try (PipeWriter writer = rig.writer(writing)) {
      assertFalse(writer.hasRoom());
      assertTrue(rig.diskBytes() <= rig.spec.byteBound());
      try (PipeReader reader = rig.reader(reading)) {
        while (reader.poll(4000)) {
          reader.acknowledge(reader.sequence() + reader.count());
        }
      }
      assertTrue(writer.hasRoom());
      assertEquals(1, rig.log().segments().length);
    }
  }
}

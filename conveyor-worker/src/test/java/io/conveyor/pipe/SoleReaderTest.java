package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoleReaderTest {

  @TempDir Path directory;
  private Rig rig;
  private Doorbell writing;
  private Doorbell reading;
  private PipeWriter writer;

  @BeforeEach
  void open() {
    rig = Rig.sole(directory);
    writing = rig.bell(0);
    reading = rig.bell(1);
    writer = rig.writer(writing);
  }

  @AfterEach
  void close() {
    writer.close();
    writing.close();
    reading.close();
  }

  private void append(int count) {
    long first = writer.nextSequence();
    writer.append(1, count, Rig.longs(first, count), 8 * count, new long[] {first + count});
  }

  @Test
  void readsWhatWasAppendedInBatchesOfTheSizeAskedFor() {
    append(5);
    append(2);
    writer.appendEndOfRun(1, new long[] {7});
    try (PipeReader reader = rig.reader(reading)) {
      assertBatch(reader, 0, 3, true);
      assertBatch(reader, 3, 2, false);
      assertBatch(reader, 5, 2, true);
      assertTrue(reader.poll(3));
      assertTrue(reader.isEndOfRun());
      assertEquals(1, reader.run());
      assertFalse(reader.poll(3));
      assertFalse(reader.hasInput());
    }
  }

  private static void assertBatch(PipeReader reader, long first, int count, boolean isNew) {
    assertTrue(reader.poll(3));
    assertFalse(reader.isEndOfRun());
    assertEquals(first, reader.sequence());
    assertEquals(count, reader.count());
    assertEquals(isNew, reader.isNewDocument());
    assertEquals(first, Rig.longAt(reader, 0));
  }

  @Test
  void findsNothingInAnEmptyPipe() {
    try (PipeReader reader = rig.reader(reading)) {
      assertFalse(reader.hasInput());
      assertFalse(reader.poll(1));
    }
  }

  @Test
  void readerForCommitsOpenedAgainIsToldWhatTheLastDocumentAcknowledged() {
    append(4);
    append(4);
    try (PipeReader reader = Pipes.openForCommits(rig.spec, 0, reading, -1)) {
      assertTrue(reader.poll(4));
      assertTrue(reader.poll(4));
      reader.acknowledge(8);
      assertFalse(reader.poll(4));
    }
    try (PipeReader reader = Pipes.openForCommits(rig.spec, 0, reading, 8)) {
      assertTrue(reader.poll(4));
      assertEquals(0, reader.count());
      assertArrayEquals(new long[] {8}, reader.commit());
      assertFalse(reader.poll(4));
    }
  }

  @Test
  void readerOpenedAgainGoesOnBehindWhatWasAcknowledged() {
    append(4);
    append(4);
    try (PipeReader reader = rig.reader(reading)) {
      assertTrue(reader.poll(4));
      assertTrue(reader.poll(4));
      reader.acknowledge(6);
    }
    try (PipeReader reader = rig.reader(reading)) {
      assertTrue(reader.poll(4));
      assertEquals(6, reader.sequence());
      assertEquals(2, reader.count());
      assertEquals(6, Rig.longAt(reader, 0));
    }
  }

  @Test
  void readerOpenedAgainTrustsItsOwnOutputOverThePipe() {
    append(4);
    append(4);
    try (PipeReader reader = rig.reader(reading)) {
      assertTrue(reader.poll(4));
    }
    try (PipeReader reader = Pipes.openReader(rig.spec, 0, 0, reading, 5)) {
      assertTrue(reader.poll(4));
      assertEquals(5, reader.sequence());
    }
  }

  @Test
  void readerOpenedAgainSeesTheLastMarkAgain() {
    append(1);
    writer.appendEndOfRun(1, new long[] {1});
    try (PipeReader reader = rig.reader(reading)) {
      assertTrue(reader.poll(1));
      reader.acknowledge(1);
      assertTrue(reader.poll(1));
      assertFalse(reader.poll(1));
    }
    try (PipeReader reader = rig.reader(reading)) {
      assertTrue(reader.hasInput());
      assertTrue(reader.poll(1));
      assertTrue(reader.isEndOfRun());
      assertFalse(reader.poll(1));
    }
  }

  @Test
  void writerOpenedAgainKnowsItsLastDocument() {
    append(3);
    append(2);
    writer.close();
    writer = rig.writer(writing);
    assertEquals(5, writer.nextSequence());
    assertEquals(1, writer.lastRun());
    assertFalse(writer.runEnded());
    assertArrayEquals(new long[] {5}, writer.acknowledged());
    writer.appendEndOfRun(1, new long[] {9});
    writer.close();
    writer = rig.writer(writing);
    assertTrue(writer.runEnded());
    assertArrayEquals(new long[] {9}, writer.acknowledged());
  }

  @Test
  void keepsItsPlaceThroughManySegmentsAndTheBound() throws Exception {
    int documents = 400;
    int count = 4000;
    int seen = 0;
    try (PipeReader reader = rig.reader(reading)) {
      for (int d = 0; d < documents; d++) {
        if (!writer.hasRoom()) {
          assertTrue(rig.diskBytes() <= rig.spec.byteBound(), "disk " + rig.diskBytes());
          while (reader.poll(count)) {
            assertEquals(seen, Rig.longAt(reader, 0));
            seen += reader.count();
            reader.acknowledge(seen);
          }
          assertTrue(writer.hasRoom());
        }
        append(count);
      }
      while (reader.poll(count)) {
        seen += reader.count();
      }
    }
    assertEquals((long) documents * count, seen);
  }
}

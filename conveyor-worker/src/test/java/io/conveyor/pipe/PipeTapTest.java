package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BatchDecoder;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.log.LogIndex;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tap shows what is right, or nothing, and neither writer nor reader know of it. */
class PipeTapTest {

  private static final int LARGE = 60 << 10;

  @TempDir Path directory;
  private Rig rig;
  private Doorbell writing;
  private Doorbell reading;
  private PipeWriter writer;
  private PipeReader reader;

  @BeforeEach
  void open() {
    rig = Rig.sole(directory);
    writing = rig.bell(0);
    reading = rig.bell(1);
    writer = rig.writer(writing);
    reader = rig.reader(reading);
  }

  @AfterEach
  void close() {
    reader.close();
    writer.close();
    writing.close();
    reading.close();
  }

  private void append(int count) {
    byte[] longs = Rig.longs(writer.nextSequence(), count);
    writer.append(1, count, longs, longs.length, new long[0]);
  }

  private void appendLarge(byte content) {
    byte[] payload = new byte[LARGE];
    Arrays.fill(payload, content);
    writer.append(1, 1, payload, LARGE, new long[0]);
  }

  private void readAll() {
    while (reader.poll(Integer.MAX_VALUE)) {
      reader.acknowledge(reader.sequence() + reader.count());
    }
  }

  private static void assertDocument(PipeTap tap, long first, int count) {
    assertTrue(tap.next());
    assertEquals(first, tap.sequence());
    assertEquals(count, tap.count());
    assertEquals(first, ByteBuffer.wrap(tap.payload()).getLong());
  }

  @Test
  void givesWhatWasThereAndWhatComes() {
    append(3);
    writer.appendEndOfRun(1, new long[0]);
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      assertDocument(tap, 0, 3);
      assertEquals(1, tap.run());
      assertFalse(tap.next());
      writer.append(2, 2, Rig.longs(3, 2), 16, new long[0]);
      assertDocument(tap, 3, 2);
      assertEquals(2, tap.run());
      assertEquals(3, tap.runStart());
      assertFalse(tap.next());
      assertEquals(5, tap.position());
      assertEquals(5, tap.end());
    }
  }

  @Test
  void isNoReaderOfThePipe() {
    byte[] before = cursors();
    append(3);
    readAll();
    byte[] after = cursors();
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      assertDocument(tap, 0, 3);
      tap.skipToEnd();
      assertArrayEquals(after, cursors());
    }
    assertFalse(Arrays.equals(before, after), "cursors are not looked at");
  }

  private byte[] cursors() {
    try {
      return java.nio.file.Files.readAllBytes(Cursors.file(rig.spec));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void beginsBehindWhatIsPassedBy() {
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      tap.skipToEnd();
      append(3);
      append(4);
      tap.skipToEnd();
      assertFalse(tap.next());
      append(2);
      assertDocument(tap, 7, 2);
    }
  }

  @Test
  void goesOnWithTheOldestOnceSegmentsAreDeleted() {
    try (PipeTap late = PipeTap.open(rig.spec);
        PipeTap inside = PipeTap.open(rig.spec)) {
      append(900);
      assertDocument(inside, 0, 900);
      long end = roll();
      for (PipeTap tap : new PipeTap[] {late, inside}) {
        // Who has a segment open reads it to its end.
        assertTrue(tap.next());
        long last = tap.sequence();
        while (tap.next()) {
          assertTrue(tap.sequence() > last);
          last = tap.sequence();
        }
        assertEquals(end, tap.position());
      }
    }
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      assertTrue(tap.next());
      assertTrue(tap.sequence() > 0, "nothing was deleted");
    }
  }

  /** Fills and reads segments until the first ones are gone. */
  private long roll() {
    for (int i = 0; i < 100; i++) {
      append(900);
      readAll();
      assertTrue(writer.hasRoom());
    }
    return writer.nextSequence();
  }

  @Test
  void doesNotGiveWhatTheRingHasNoMore() {
    appendLarge((byte) 1);
    try (PipeTap tap = PipeTap.open(rig.spec);
        PipeTap late = PipeTap.open(rig.spec)) {
      assertTrue(tap.next());
      assertEquals(1, tap.payload()[LARGE - 1]);
      readAll();
      tap.ring();
      assertTrue(tap.isWhole(), "acknowledged, and not overwritten yet");
      appendLarge((byte) 2);
      assertFalse(tap.isWhole());
      assertTrue(tap.next());
      assertEquals(2, tap.payload()[0]);

      assertTrue(late.next());
      assertEquals(1, late.sequence());
      assertEquals(2, late.payload()[LARGE - 1]);
      assertTrue(late.isWhole());
    }
  }

  @Test
  void writerThatIsOpenedAgainLosesNothingThatItHasNotOverwritten() {
    appendLarge((byte) 1);
    readAll();
    writer.close();
    writer = rig.writer(writing);
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      assertTrue(tap.next());
      assertEquals(1, tap.payload()[LARGE - 1]);
      tap.ring();
      appendLarge((byte) 2);
      assertFalse(tap.isWhole());
    }
  }

  @Test
  void opensWhereTheIndexOfTheWriterLeads() {
    roll();
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      tap.skipToEnd();
      assertEquals(writer.nextSequence(), tap.position());
      assertEquals(0, tap.end() - tap.position());
    }
    assertTrue(rig.log().segments()[0] > LogIndex.FIRST_SEGMENT, "nothing was deleted");
  }

  /**
   * Documents that lie in the log, in the ring, and beside their batch, each made of its number.
   */
  private static Object block(long sequence) {
    int[] block =
        new int
            [switch ((int) (sequence % 3)) {
              case 0 -> 7;
              case 1 -> 3_000;
              default -> 900;
            }];
    Arrays.fill(block, (int) sequence);
    return block;
  }

  @Test
  void givesTheRightBlocksOrNoneWhileOthersAreAtFullSpeed() throws Exception {
    int blocks = 20_000;
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean done = new AtomicBoolean();
    try {
      Future<?> writes = threads.submit(() -> write(blocks));
      Future<?> reads = threads.submit(() -> read(blocks));
      Future<long[]> greedy = threads.submit(() -> tap(done, false));
      Future<long[]> skipping = threads.submit(() -> tap(done, true));
      writes.get();
      reads.get();
      done.set(true);
      for (long[] seen : new long[][] {greedy.get(), skipping.get()}) {
        assertEquals(blocks, seen[0] + seen[1], "given " + seen[0] + ", passed by " + seen[1]);
        assertTrue(seen[0] > 0);
      }
    } finally {
      done.set(true);
      threads.shutdownNow();
    }
  }

  private void write(int blocks) {
    Random random = new Random(1);
    BatchEncoder encoder =
        BlockCodec.create(getClass().getClassLoader(), 1 << 20).encoder(writer.space());
    while (writer.nextSequence() < blocks) {
      writer.awaitRoom(() -> false);
      encoder.clear();
      int count = (int) Math.min(1 + random.nextInt(4), blocks - writer.nextSequence());
      for (int i = 0; i < count; i++) {
        encoder.add(block(writer.nextSequence() + i));
      }
      writer.append(1, count, encoder.bytes(), encoder.size(), new long[0]);
    }
  }

  private void read(int blocks) {
    while (reader.firstUnacknowledged() < blocks) {
      if (reader.poll(Integer.MAX_VALUE)) {
        reader.acknowledge(reader.sequence() + reader.count());
      } else {
        reading.await(Doorbell.Reason.INPUT, reader::hasInput, Long.MAX_VALUE);
      }
    }
  }

  /** Returns how many blocks were given, and how many passed by. */
  private long[] tap(AtomicBoolean done, boolean skips) {
    BatchDecoder decoder = BlockCodec.create(getClass().getClassLoader(), 1 << 20).decoder();
    long[] seen = new long[2];
    long next = 0;
    try (PipeTap tap = PipeTap.open(rig.spec)) {
      for (boolean last = false; !last; ) {
        last = done.get();
        for (int i = 0; tap.next() && (!skips || i < 3); i++) {
          seen[1] += tap.sequence() - next;
          next = tap.sequence() + tap.count();
          seen[check(tap, decoder) ? 0 : 1] += tap.count();
        }
        if (skips) {
          tap.skipToEnd();
        }
      }
      seen[1] += tap.end() - next;
    }
    return seen;
  }

  /** Returns whether the document was whole all the time; then it is what was written. */
  private static boolean check(PipeTap tap, BatchDecoder decoder) {
    decoder.reset(tap.payload(), 0, tap.payloadLength(), tap.count(), tap::ring);
    int[][] blocks = new int[tap.count()][];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = (int[]) decoder.next();
    }
    for (int i = 0; tap.isWhole() && i < blocks.length; i++) {
      assertArrayEquals((int[]) block(tap.sequence() + i), blocks[i], "block " + i);
    }
    return tap.isWhole();
  }
}

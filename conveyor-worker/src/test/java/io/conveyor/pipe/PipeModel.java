package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.SharedSpace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A pipe beside the simplest thing that does the same: block {@code i} is a function of {@code i},
 * and for each subscription a counter for each block says how often it was acknowledged.
 */
final class PipeModel implements AutoCloseable {

  private final Rig rig;
  private final Random random;
  private final int largestBlock;
  private final List<Doorbell> bells = new ArrayList<>();
  private final List<List<ReaderModel>> readers = new ArrayList<>();

  /** Run starts by run, from run 1. */
  private final List<Long> runStarts = new ArrayList<>(List.of(0L, 0L));

  /** Left as a killed process leaves them; closed when all is over. */
  private final List<PipeReader> abandonedReaders = new ArrayList<>();

  private final List<PipeWriter> abandonedWriters = new ArrayList<>();

  /** How much more, of 10, the writer does than the readers; changes now and then. */
  private int haste;

  private int steps;
  private int stalls;
  private final boolean usesRing;
  private int inRing;
  private PipeWriter writer;
  private int run = 1;
  private boolean ended;
  private long appended;
  private long lastAcknowledged = -1;

  PipeModel(Rig rig, Random random, int largestBlock) {
    this.rig = rig;
    this.random = random;
    this.largestBlock = largestBlock;
    this.usesRing = random.nextBoolean();
    for (int participant = 0; participant < rig.participants; participant++) {
      bells.add(rig.bell(participant));
    }
    writer = rig.writer(bells.get(0));
    for (int s = 0; s < rig.spec.subscriptions().size(); s++) {
      readers.add(readersOf(s));
    }
  }

  private List<ReaderModel> readersOf(int subscription) {
    List<ReaderModel> members = new ArrayList<>();
    Subscription of = rig.spec.subscriptions().get(subscription);
    List<Integer> acknowledges = new ArrayList<>();
    for (int m = 0; m < of.members().size(); m++) {
      members.add(new ReaderModel(subscription, m, bells.get(of.members().get(m)), acknowledges));
    }
    return members;
  }

  private List<ReaderModel> all() {
    return readers.stream().flatMap(List::stream).toList();
  }

  /** Does one of the things that can happen. */
  void step() throws Exception {
    if (steps++ % 100 == 0) {
      haste = 1 + random.nextInt(9);
    }
    int choice = random.nextInt(200);
    if (choice < 3) {
      reopenWriter(random.nextBoolean());
    } else if (choice < 9) {
      anyReader().die();
    } else if (choice == 9 || ended) {
      endRunOrBeginNext();
      anyReader().step();
    } else if (random.nextInt(10) < haste) {
      append();
    } else {
      anyReader().step();
    }
  }

  private ReaderModel anyReader() {
    List<ReaderModel> all = all();
    return all.get(random.nextInt(all.size()));
  }

  private void append() throws Exception {
    if (ended) {
      return;
    }
    if (!writer.hasRoom()) {
      // To ask each time would take more time than all the rest.
      if (stalls++ % 50 == 0) {
        checkDisk();
      }
      anyReader().step();
      return;
    }
    int count = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(20);
    byte[] payload = blocks(appended, Math.min(count, writer.roomInBlocks()));
    count = Math.min(count, writer.roomInBlocks());
    lastAcknowledged = random.nextLong();
    writer.append(run, count, payload, payload.length, new long[] {lastAcknowledged, 5});
    appended += count;
    assertEquals(appended, writer.nextSequence());
    if (rig.spec.blockBound() > 0) {
      assertTrue(
          appended - firstUnacknowledged() <= rig.spec.blockBound(), "over the bound in blocks");
    }
  }

  private long firstUnacknowledged() {
    long first = appended;
    for (List<ReaderModel> members : readers) {
      int unacknowledged = members.get(0).acknowledges.indexOf(0);
      first =
          Math.min(
              first, unacknowledged >= 0 ? unacknowledged : members.get(0).acknowledges.size());
    }
    return first;
  }

  /** Each has its size, its place in the ring or {@link SharedSpace#NONE}, and then itself. */
  private byte[] blocks(long first, int count) {
    ByteBuffer payload = ByteBuffer.allocate(count * (2 * Integer.BYTES + largestBlock / 20));
    for (int i = 0; i < count; i++) {
      byte[] block = block(first + i);
      int place = usesRing ? reserve(block.length) : SharedSpace.NONE;
      payload.putInt(block.length).putInt(place);
      if (place == SharedSpace.NONE) {
        payload.put(block);
      } else {
        writer.space().memory().put(place, block);
      }
    }
    return Arrays.copyOf(payload.array(), payload.position());
  }

  private int reserve(int bytes) {
    int place = bytes < 50 ? SharedSpace.NONE : writer.space().reserve(bytes);
    inRing += place == SharedSpace.NONE ? 0 : 1;
    return place;
  }

  private int size(long sequence) {
    Random sizes = new Random(sequence * 0x9E3779B97F4A7C15L);
    return switch (sizes.nextInt(8)) {
      case 0 -> 0;
      case 1, 2 -> sizes.nextInt(largestBlock / 20 - 2 * Integer.BYTES);
      default -> sizes.nextInt(100);
    };
  }

  private byte[] block(long sequence) {
    byte[] block = new byte[size(sequence)];
    new Random(~sequence).nextBytes(block);
    return block;
  }

  private void endRunOrBeginNext() {
    if (!ended) {
      lastAcknowledged = run;
      writer.appendEndOfRun(run, new long[] {run, 5});
      ended = true;
    } else if (all().stream().allMatch(reader -> reader.runsSeen == run)) {
      run++;
      runStarts.add(appended);
      ended = false;
    }
  }

  private void reopenWriter(boolean close) {
    if (close) {
      writer.close();
    } else {
      abandonedWriters.add(writer);
    }
    writer = rig.writer(bells.get(0));
    assertEquals(appended, writer.nextSequence());
    if (lastAcknowledged != -1) {
      assertArrayEquals(new long[] {lastAcknowledged, 5}, writer.acknowledged());
      assertEquals(ended || writer.lastRun() < run, writer.runEnded());
    }
  }

  /** Lets everybody read until nothing is left, and compares. */
  void finish() throws Exception {
    if (!ended) {
      endRunOrBeginNext();
    }
    for (int quiet = 0; quiet < 3; quiet++) {
      for (ReaderModel reader : all()) {
        while (reader.finish()) {
          quiet = 0;
        }
      }
    }
    for (ReaderModel reader : all()) {
      assertEquals(run, reader.runsSeen, "runs seen by " + reader);
      assertEquals(appended, reader.acknowledges.size(), "blocks seen by the group of " + reader);
      assertTrue(reader.acknowledges.stream().allMatch(times -> times == 1), "not once: " + reader);
    }
    assertTrue(writer.hasRoom());
    assertEquals(usesRing, inRing > 0, "blocks in the ring: " + inRing);
    checkDisk();
  }

  private void checkDisk() throws Exception {
    assertTrue(rig.diskBytes() <= rig.spec.byteBound(), () -> "over the bound " + rig.spec);
  }

  @Override
  public void close() {
    all().forEach(ReaderModel::die);
    abandonedReaders.forEach(PipeReader::close);
    writer.close();
    abandonedWriters.forEach(PipeWriter::close);
    bells.forEach(Doorbell::close);
  }

  /** A member: what it has committed is what its own output would say. */
  private final class ReaderModel {
    final int subscription;
    final int member;
    final Doorbell bell;

    /** For each block, how often a member of the group has acknowledged it. */
    final List<Integer> acknowledges;

    /** Null while it is dead. */
    PipeReader reader;

    int runsSeen;
    private long polled = -1;
    private long committed = -1;
    private long told = -1;

    /** Blocks polled, and not committed. */
    private final List<Long> pending = new ArrayList<>();

    /** Places in the ring of blocks polled, and not told to be acknowledged. */
    private final Map<Long, Integer> places = new TreeMap<>();

    ReaderModel(int subscription, int member, Doorbell bell, List<Integer> acknowledges) {
      this.subscription = subscription;
      this.member = member;
      this.bell = bell;
      this.acknowledges = acknowledges;
      live();
    }

    private void live() {
      if (reader == null) {
        reader = Pipes.openReader(rig.spec, subscription, member, bell, committed);
        told = committed;
      }
    }

    void die() {
      if (reader == null) {
        return;
      }
      if (random.nextBoolean()) {
        reader.close();
      } else {
        abandonedReaders.add(reader);
      }
      reader = null;
      pending.clear();
      places.clear();
      polled = committed - 1;
    }

    void step() {
      if (reader == null) {
        if (random.nextInt(8) == 0) {
          live();
        }
        return;
      }
      poll();
      if (random.nextInt(3) > 0) {
        commit();
      }
      if (random.nextInt(3) > 0) {
        tell();
      }
    }

    boolean finish() {
      boolean any = poll();
      any |= commit();
      any |= tell();
      return any;
    }

    boolean poll() {
      live();
      boolean had = reader.hasInput();
      if (!reader.poll(1 + random.nextInt(30))) {
        return false;
      }
      assertTrue(had, "it said that it had nothing and yet gave something");
      if (reader.isEndOfRun()) {
        assertTrue(reader.run() <= run);
        runsSeen = Math.max(runsSeen, reader.run());
      } else {
        check();
      }
      return true;
    }

    /** Appends what it polled to its own output, so to speak. */
    boolean commit() {
      while (acknowledges.size() < appended) {
        acknowledges.add(0);
      }
      for (long s : pending) {
        acknowledges.set((int) s, acknowledges.get((int) s) + 1);
        committed = s + 1;
      }
      boolean any = !pending.isEmpty();
      pending.clear();
      return any;
    }

    boolean tell() {
      if (told == committed) {
        return false;
      }
      told = committed;
      checkRing();
      reader.acknowledge(committed);
      return true;
    }

    private void check() {
      assertTrue(reader.sequence() > polled, "backwards");
      assertTrue(reader.run() <= runsSeen + 1, "before the mark of the run before");
      assertEquals(runStarts.get(reader.run()), reader.runStart());
      assertFalse(reader.count() < 1);
      ByteBuffer payload = ByteBuffer.wrap(reader.payload(), 0, reader.payloadLength());
      long first = reader.sequence() - reader.firstInDocument();
      for (long s = first; s < reader.sequence() + reader.count(); s++) {
        byte[] block = new byte[payload.getInt()];
        int place = payload.getInt();
        if (place == SharedSpace.NONE) {
          payload.get(block);
        }
        if (s >= reader.sequence()) {
          if (place != SharedSpace.NONE) {
            reader.ring().get(place, block);
            places.put(s, place);
          }
          assertArrayEquals(block(s), block, "block " + s);
          checkTurn(s);
          polled = s;
          pending.add(s);
        }
      }
    }

    /** Until they are acknowledged, nobody may write over them. */
    private void checkRing() {
      for (Map.Entry<Long, Integer> each : places.entrySet()) {
        byte[] block = new byte[size(each.getKey())];
        reader.ring().get(each.getValue(), block);
        assertArrayEquals(block(each.getKey()), block, "still in the ring, block " + each);
      }
      places.keySet().removeIf(s -> s < told);
    }

    private void checkTurn(long s) {
      Subscription of = rig.spec.subscriptions().get(subscription);
      if (of.policy() == Subscription.Policy.ROUND_ROBIN) {
        assertEquals(member, (s - reader.runStart()) % of.members().size());
      }
    }

    @Override
    public String toString() {
      return "subscription " + subscription + " member " + member;
    }
  }
}

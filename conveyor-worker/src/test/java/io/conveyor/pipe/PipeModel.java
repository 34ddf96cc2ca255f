package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A pipe beside the simplest thing that does the same: block {@code i} is a function of {@code i},
 * and for each subscription a counter for each block says how often it was answered.
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
  private PipeWriter writer;
  private int run = 1;
  private boolean ended;
  private long appended;
  private long lastAnswered = -1;

  PipeModel(Rig rig, Random random, int largestBlock) {
    this.rig = rig;
    this.random = random;
    this.largestBlock = largestBlock;
    for (int party = 0; party < rig.parties; party++) {
      bells.add(rig.bell(party));
    }
    writer = rig.writer(bells.get(0));
    for (int s = 0; s < rig.spec.subscriptions().size(); s++) {
      readers.add(readersOf(s));
    }
  }

  private List<ReaderModel> readersOf(int subscription) {
    List<ReaderModel> members = new ArrayList<>();
    Subscription of = rig.spec.subscriptions().get(subscription);
    List<Integer> answers = new ArrayList<>();
    for (int m = 0; m < of.members().size(); m++) {
      members.add(new ReaderModel(subscription, m, bells.get(of.members().get(m)), answers));
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
    lastAnswered = random.nextLong();
    writer.append(run, count, payload, payload.length, new long[] {lastAnswered, 5});
    appended += count;
    assertEquals(appended, writer.nextSequence());
    if (rig.spec.blockBound() > 0) {
      assertTrue(appended - firstUnanswered() <= rig.spec.blockBound(), "over the bound in blocks");
    }
  }

  private long firstUnanswered() {
    long first = appended;
    for (List<ReaderModel> members : readers) {
      int unanswered = members.get(0).answers.indexOf(0);
      first = Math.min(first, unanswered >= 0 ? unanswered : members.get(0).answers.size());
    }
    return first;
  }

  private byte[] blocks(long first, int count) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += Integer.BYTES + size(first + i);
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    for (int i = 0; i < count; i++) {
      payload.putInt(size(first + i));
      payload.put(block(first + i));
    }
    return payload.array();
  }

  private int size(long sequence) {
    Random sizes = new Random(sequence * 0x9E3779B97F4A7C15L);
    return switch (sizes.nextInt(8)) {
      case 0 -> 0;
      case 1, 2 -> sizes.nextInt(largestBlock / 20 - Integer.BYTES);
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
      lastAnswered = run;
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
    if (lastAnswered != -1) {
      assertArrayEquals(new long[] {lastAnswered, 5}, writer.answered());
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
      assertEquals(appended, reader.answers.size(), "blocks seen by the group of " + reader);
      assertTrue(reader.answers.stream().allMatch(times -> times == 1), "not once: " + reader);
    }
    assertTrue(writer.hasRoom());
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

    /** For each block, how often a member of the group has answered it. */
    final List<Integer> answers;

    /** Null while it is dead. */
    PipeReader reader;

    int runsSeen;
    private long polled = -1;
    private long committed = -1;
    private long told = -1;

    /** Blocks polled, and not committed. */
    private final List<Long> pending = new ArrayList<>();

    ReaderModel(int subscription, int member, Doorbell bell, List<Integer> answers) {
      this.subscription = subscription;
      this.member = member;
      this.bell = bell;
      this.answers = answers;
      live();
    }

    private void live() {
      if (reader == null) {
        reader = PipeReader.open(rig.spec, subscription, member, bell, committed);
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
      while (answers.size() < appended) {
        answers.add(0);
      }
      for (long s : pending) {
        answers.set((int) s, answers.get((int) s) + 1);
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
      reader.answered(committed);
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
        payload.get(block);
        if (s >= reader.sequence()) {
          assertArrayEquals(block(s), block, "block " + s);
          checkTurn(s);
          polled = s;
          pending.add(s);
        }
      }
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

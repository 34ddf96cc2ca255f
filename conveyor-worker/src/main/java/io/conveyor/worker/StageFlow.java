package io.conveyor.worker;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.pipe.PipeWriter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the blocks of a stage come from and its results go to: {@link #poll} goes to a batch of an
 * input, {@link #emit} adds a result, {@link #commit} appends what there is together with which
 * inputs that answers, and only then tells the inputs.
 *
 * <p>Batches form by themselves: results gather while there is input, and are committed when there
 * are enough of them, when a tick of the clock has passed since the last commit, and at the moment
 * the stage would wait.
 *
 * <p>Belongs to one thread, but for {@link #stop}.
 */
final class StageFlow {

  /** Waking is prompt by doorbell; this only heals what no doorbell tells. */
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  private final int party;
  private final WorkerContext context;
  private final List<StageInput> inputs;
  private final PipeWriter output;
  private final BlockCodec codec;
  private final BatchEncoder encoder;
  private final Doorbell bell;
  private final Counters counters;
  private final StageLoop.Failures failures;
  private final StageLoop.DeadLetterBox deadLetters;
  private final @Nullable Snapshots snapshots;
  private final Runnable beforeCommit;
  private final Ticker ticker;

  /** How long a pause lasts before it looks whether anybody still waits for results. */
  private static final long PAUSE_SLICE_NANOS = 50_000_000;

  // Behind the inputs in the vector.
  private static final int TAKEN = 0;
  private static final int SKIPPED = 1;
  private static final int ASIDE = 2;
  private static final int GIVEN = 3;
  private static final int GIVEN_OF = 4;
  private static final int FIRST = 5;

  /**
   * The vector that commits carry: for each input how far it is answered; then how many blocks have
   * been taken, skipped and put aside in all, so that a replacement counts on where its predecessor
   * was; how many results of the block in hand are out, and which input it is of, from 1; and last,
   * of an ordered stage, the first block that the document answers.
   */
  private final long[] vector;

  /** Before this block, inputs were answered by a predecessor, and only bring back the state. */
  private final long replayEnd;

  /** Whether what a run that failed leaves undone is to be done by another process later. */
  private final boolean durable;

  /** Whether nothing is committed any more. */
  private boolean frozen;

  /** Whether the state is not yet where the results are. */
  private boolean replaying;

  /** Which input the block in hand is of, from 1; 0 while there is none. */
  private int inHand;

  /** Whether the next snapshot must not wait. */
  private boolean snapshotNow;

  /** Where in the vector what is behind the inputs begins. */
  private final int behind;

  private final boolean ordered;
  private int turn;
  private int run;
  private int endedRun;
  private int failedRun;
  private int endedInputs;
  private int mostBlocks;

  /** Results of the block in hand that a predecessor has given already. */
  private long givenBefore;

  private long entered;
  private long awakeSince;
  private boolean dirty;
  private volatile boolean stopped;

  StageFlow(StageParts parts) {
    this.party = parts.party();
    this.context = parts.context();
    this.inputs = parts.inputs();
    this.output = parts.output();
    this.durable = parts.durable();
    this.codec = parts.codec();
    // What is put into order is passed on as it is, and must not refer to another pipe's ring.
    this.encoder = parts.ordered() ? codec.encoder() : codec.encoder(output.space());
    this.bell = parts.bell();
    this.counters = parts.counters();
    this.failures = parts.failures();
    this.deadLetters = parts.deadLetters();
    this.snapshots = parts.snapshots();
    this.beforeCommit = parts.beforeCommit();
    this.ordered = parts.ordered();
    this.behind = inputs.size();
    this.vector = restore(output.acknowledged());
    this.replayEnd = snapshots == null ? 0 : vector[0];
    this.run = output.lastRun();
    this.endedRun = output.runEnded() ? run : run - 1;
    if (!isWithinRun()) {
      vector[behind + GIVEN] = 0;
    }
    this.givenBefore = vector[behind + GIVEN];
    // Of the block whose results are out in part the rest comes first.
    this.turn = givenBefore > 0 ? (int) Math.max(0, vector[behind + GIVEN_OF] - 1) : 0;
    this.replaying = snapshots != null && snapshots.position() < replayEnd;
    this.mostBlocks = Math.max(1, output.roomInBlocks());
    this.ticker = new Ticker("ticker " + context.stage(), this::tick);
  }

  private long[] restore(long[] committed) {
    long[] restored = new long[behind + (ordered ? FIRST + 1 : FIRST)];
    System.arraycopy(committed, 0, restored, 0, Math.min(committed.length, restored.length));
    inputs.forEach(input -> restored[input.index] = input.answered);
    return restored;
  }

  void open() {
    entered = counters.get(party, Counter.ENTERED);
    awakeSince = System.nanoTime();
    count();
  }

  void close() {
    ticker.stop();
  }

  /** Ends waiting for input, now and for ever. Safe from any thread. */
  void stop() {
    stopped = true;
    bell.wake();
  }

  boolean isStopped() {
    return stopped;
  }

  /** Returns whether a run has been begun, by a predecessor, and not ended. */
  boolean isWithinRun() {
    return run > 0 && endedRun < run;
  }

  /**
   * Goes to the next batch of some input, taking note of inputs that end; null if there is none.
   */
  @Nullable StageInput poll() {
    forgetInterrupt();
    for (int i = inputs.size(); i > 0; i--) {
      StageInput input = inputs.get(turn);
      turn = turn + 1 == inputs.size() ? 0 : turn + 1;
      if (!input.ended && input.reader.poll(input.claim())) {
        if (!input.reader.isEndOfRun()) {
          begin(input);
          return input;
        }
        end(input);
      }
    }
    return null;
  }

  private void begin(StageInput input) {
    ticker.work();
    run = input.reader.run();
    if (ordered) {
      vector[behind + FIRST] = input.reader.sequence();
    }
  }

  private void end(StageInput input) {
    int ending = input.reader.run();
    if (ending > endedRun) {
      run = ending;
      input.ended = true;
      endedInputs++;
    }
  }

  /** Returns whether all inputs have come to the end of the run. */
  boolean inputsEnded() {
    return endedInputs == inputs.size();
  }

  /** Returns whether what is left of the current run is to be dropped. */
  boolean isDropped() {
    return run <= failedRun || run <= counters.cancelledRun();
  }

  /** Throws if nobody waits for further results of the current run. */
  void requireWanted() {
    if (stopped || isDropped()) {
      throw new RunDroppedException();
    }
  }

  /** Drops the batch of an input, and what there is of results. */
  void drop(StageInput input) {
    encoder.clear();
    answered(input, input.reader.sequence() + input.reader.count());
  }

  /** From here on, whatever ends the worker is the doing of the block that is entered next. */
  void hold(StageInput input) {
    counters.set(party, Counter.CURRENT_PIPE, input.pipe + 1L);
  }

  /** A block is in hand. */
  void enter(StageInput input, long sequence) {
    context.enter(input.pipe, sequence);
    inHand = input.index + 1;
    counters.set(party, Counter.CURRENT_BLOCK, sequence);
    counters.set(party, Counter.ENTERED, ++entered);
  }

  /** Whatever ends the worker from here on is not the block's doing. */
  void leave() {
    context.leave();
    counters.set(party, Counter.CURRENT_PIPE, 0);
  }

  /** The block in hand is tried once more. */
  void retrying(int retry) {
    counters.set(party, Counter.RETRY, retry);
  }

  /** Adds a result. */
  void emit(Object result) {
    forgetInterrupt();
    encoder.add(result);
  }

  /**
   * Adds one of several results of the block in hand, unless a predecessor has given it already:
   * what a block gives is always the same, so the first ones are left out by their number.
   */
  void emitNext(Object result) {
    forgetInterrupt();
    if (givenBefore > 0) {
      givenBefore--;
    } else {
      encoder.add(result);
      vector[behind + GIVEN]++;
      vector[behind + GIVEN_OF] = inHand;
    }
  }

  /** Returns whether it is time to commit. */
  boolean isDue() {
    return encoder.isFull() || encoder.count() >= mostBlocks || ticker.hasTicked();
  }

  /** Everything of an input before that block is answered, from the batch's first block on. */
  void answered(StageInput input, long sequence) {
    answered(input, sequence, sequence - Math.max(input.answered, input.reader.sequence()));
  }

  /** The block in hand has given all its results. */
  void givenAll() {
    inHand = 0;
    givenBefore = 0;
    vector[behind + GIVEN] = 0;
  }

  /** Everything of an input before that block is answered, which are so many blocks more. */
  void answered(StageInput input, long sequence, long taken) {
    replaying = replaying && sequence < replayEnd;
    if (sequence <= input.answered) {
      return;
    }
    vector[behind + TAKEN] += taken;
    vector[input.index] = sequence;
    input.answered = sequence;
    input.advanced = true;
    dirty = true;
  }

  /** The block in hand is in quarantine: state that is brought back must not meet it again. */
  void quarantine() {
    snapshotNow = true;
  }

  /** The block in hand is dropped. */
  void skip() {
    vector[behind + SKIPPED]++;
  }

  /**
   * The block in hand is kept as a dead letter.
   *
   * @param block the block
   * @param tries how often it was tried; 0 if it took the workers before down
   * @param thrown what was thrown at last; null if it took the workers before down
   */
  void putAside(Object block, int tries, @Nullable Throwable thrown) {
    forgetInterrupt();
    BatchEncoder one = codec.encoder();
    one.add(block);
    byte[] bytes = Arrays.copyOf(one.bytes(), one.size());
    deadLetters.put(run, context.blockIdOrEmpty(), tries, bytes, thrown);
    vector[behind + ASIDE]++;
  }

  /** Returns whether the results of a block are out already. */
  boolean isReplayed(long sequence) {
    return sequence < replayEnd;
  }

  /** Returns the block of an input that is not to be tried any more; -1 if there is none. */
  long quarantined(StageInput input) {
    return counters.get(party, Counter.QUARANTINED_PIPE) == input.pipe + 1L
        ? counters.get(party, Counter.QUARANTINED_BLOCK)
        : -1;
  }

  /**
   * Commits what is answered, and waits.
   *
   * @throws RunDroppedException if the run is dropped meanwhile
   */
  void pause(long nanos) {
    leave();
    commit();
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      requireWanted();
      bell.await(Doorbell.Reason.INPUT, () -> stopped, Math.min(left, PAUSE_SLICE_NANOS));
    }
  }

  /** The current run fails, and what is left of it is dropped. */
  void fail(Throwable thrown) {
    forgetInterrupt();
    failedRun = run;
    frozen = durable;
    failures.failed(run, context.blockIdOrEmpty(), thrown);
  }

  /** Commits between two blocks of a batch. */
  void commitMidway(StageInput input) {
    leave();
    commit();
    hold(input);
  }

  /** The one place where results leave the stage, and where inputs count as answered. */
  void commit() {
    forgetInterrupt();
    ticker.take();
    if (frozen || (!dirty && encoder.count() == 0)) {
      return;
    }
    beforeCommit.run();
    if (!output.hasRoom() && !stall()) {
      return;
    }
    if (encoder.count() == 0 && !ordered) {
      output.appendCommit(run, vector);
    } else {
      output.append(run, encoder.count(), encoder.bytes(), encoder.size(), vector);
    }
    tellInputs();
    count();
    encoder.clear();
    mostBlocks = Math.max(1, output.roomInBlocks());
    dirty = false;
    if (snapshots != null) {
      snapshot(snapshots, snapshotNow);
    }
  }

  private void tellInputs() {
    if (snapshots != null) {
      return; // What is behind the last snapshot must stay readable; snapshot() tells.
    }
    for (StageInput input : inputs) {
      if (input.advanced) {
        input.advanced = false;
        input.reader.acknowledge(input.answered);
      }
    }
    if (ordered) {
      vector[behind + FIRST] = vector[0];
    }
  }

  /** Takes a snapshot if there is anything new and it is time to, and lets go of what is before. */
  private void snapshot(Snapshots to, boolean now) {
    StageInput input = inputs.get(0);
    if (!frozen
        && !replaying
        && input.answered > to.position()
        && (now || to.nanosUntilDue() <= 0)) {
      to.take(input.answered);
      input.reader.acknowledge(to.position());
      snapshotNow = false;
    }
  }

  private void count() {
    counters.set(party, Counter.BLOCKS_IN, vector[behind + TAKEN]);
    counters.set(party, Counter.BLOCKS_OUT, output.nextSequence());
    counters.add(party, Counter.BYTES_OUT, encoder.weight());
    counters.set(party, Counter.SKIPPED, vector[behind + SKIPPED]);
    counters.set(party, Counter.DEAD_LETTERED, vector[behind + ASIDE]);
    passTime(Counter.BUSY_NANOS);
  }

  /** A job may have interrupted its own thread, upon which files and sockets would close. */
  private static void forgetInterrupt() {
    Thread.interrupted();
  }

  /** Passes on that the run has ended, behind all its results. */
  void endRun() {
    if (isDropped()) {
      encoder.clear();
    }
    commit();
    beforeCommit.run();
    if (!frozen) {
      output.appendEndOfRun(run, vector);
    }
    endedRun = run;
    endedInputs = 0;
    givenAll();
    inputs.forEach(input -> input.ended = false);
    if (frozen) {
      return;
    }
    if (snapshots != null) {
      snapshot(snapshots, true);
    } else {
      inputs.forEach(input -> input.reader.acknowledge(input.answered));
    }
  }

  /** Commits, and waits for input. */
  void await() {
    commit();
    if (snapshots != null) {
      snapshot(snapshots, false);
    }
    passTime(Counter.BUSY_NANOS);
    ticker.rest();
    bell.await(Doorbell.Reason.INPUT, this::hasInput, longestWait());
    passTime(Counter.STARVED_NANOS);
  }

  /** The input may not come before a snapshot makes room for it. */
  private long longestWait() {
    Snapshots to = snapshots;
    if (to == null || replaying || inputs.get(0).answered <= to.position()) {
      return LONGEST_WAIT_NANOS;
    }
    return Math.max(1, Math.min(LONGEST_WAIT_NANOS, to.nanosUntilDue()));
  }

  private boolean hasInput() {
    if (stopped) {
      return true;
    }
    for (StageInput input : inputs) {
      if (!input.ended && input.reader.hasInput()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits for room; false when the stage is to end, and leaves the rest to whoever takes its place.
   */
  private boolean stall() {
    passTime(Counter.BUSY_NANOS);
    ticker.rest();
    boolean room = output.awaitRoom(() -> stopped);
    passTime(Counter.STALLED_NANOS);
    ticker.work();
    return room;
  }

  /** Books the time since the last call. */
  private void passTime(Counter counter) {
    long now = System.nanoTime();
    counters.add(party, counter, now - awakeSince);
    awakeSince = now;
  }

  /** On the ticker's thread. */
  private void tick() {
    beforeCommit.run();
    counters.add(party, Counter.HEARTBEAT, 1);
  }
}

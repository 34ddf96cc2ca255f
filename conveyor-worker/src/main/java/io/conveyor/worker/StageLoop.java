package io.conveyor.worker;

import io.conveyor.Job;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.pipe.Doorbell;
import io.conveyor.pipe.PipeWriter;
import io.conveyor.spi.CurrentJob;
import java.util.List;

/**
 * Moves blocks from input pipes through a job into an output pipe. The path of a block: {@link
 * #pump} polls an input, {@link #process} runs the job over a batch, {@link #commit} appends what
 * it gave together with which inputs that answers, and only then tells the inputs.
 *
 * <p>Batches form by themselves: results gather while there is input, and are committed when there
 * are enough of them, when a tick of the clock has passed since the last commit, and at the moment
 * the stage would wait.
 *
 * <p>Belongs to one thread, but for {@link #stop}.
 */
public final class StageLoop {

  /** Results are committed once they fill this many bytes: the size at which a copy costs least. */
  private static final int BATCH_BYTES = 60 << 10;

  /** Waking is prompt by doorbell; this only heals what no doorbell tells. */
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000;

  /** Takes note of jobs that fail. */
  @FunctionalInterface
  public interface Failures {

    /**
     * A job threw, or gave what cannot be passed on. The rest of the run's blocks are dropped.
     *
     * @param run the run
     * @param blockId the block in hand
     * @param thrown what was thrown
     */
    void failed(int run, String blockId, Throwable thrown);
  }

  private final int party;
  private final Job<Object, Object> job;
  private final WorkerContext context;
  private final List<StageInput> inputs;
  private final PipeWriter output;
  private final BatchEncoder encoder;
  private final Doorbell bell;
  private final Counters counters;
  private final Failures failures;
  private final Runnable beforeCommit;
  private final Ticker ticker;

  private final long[] answered;
  private int turn;
  private int run;
  private int endedRun;
  private int failedRun;
  private int endedInputs;
  private int committedTick;
  private int mostBlocks;
  private long awakeSince;
  private boolean dirty;
  private volatile boolean stopped;

  StageLoop(StageParts parts) {
    this.party = parts.party();
    this.job = parts.job();
    this.context = parts.context();
    this.inputs = parts.inputs();
    this.output = parts.output();
    this.encoder = parts.encoder();
    this.bell = parts.bell();
    this.counters = parts.counters();
    this.failures = parts.failures();
    this.beforeCommit = parts.beforeCommit();
    this.answered = restore(inputs, output.answered());
    this.run = output.lastRun();
    this.endedRun = output.runEnded() ? run : run - 1;
    this.mostBlocks = Math.max(1, output.roomInBlocks());
    this.ticker = new Ticker("ticker " + context.stage(), this::tick);
  }

  /**
   * The vector that commits carry: for each input how far it is answered, and last how many blocks
   * have been taken in all, so that a replacement counts on where its predecessor was.
   */
  private static long[] restore(List<StageInput> inputs, long[] committed) {
    long[] vector = new long[inputs.size() + 1];
    inputs.forEach(input -> vector[input.index] = input.answered);
    vector[inputs.size()] = committed.length > inputs.size() ? committed[inputs.size()] : 0;
    return vector;
  }

  /** Runs until {@link #stop}. Returns with everything committed. */
  public void run() {
    CurrentJob.set(context);
    try {
      wakeUp();
      count();
      while (!stopped) {
        if (!pump()) {
          await();
        }
      }
      commit();
    } finally {
      ticker.stop();
      CurrentJob.set(null);
    }
  }

  /** Makes {@link #run} return once the batch in hand is done. Safe from any thread. */
  public void stop() {
    stopped = true;
    bell.wake();
  }

  /** Takes one batch from the next input that has one; false when none has. */
  private boolean pump() {
    for (int i = inputs.size(); i > 0; i--) {
      StageInput input = inputs.get(turn);
      turn = turn + 1 == inputs.size() ? 0 : turn + 1;
      if (!input.ended && input.reader.poll(input.claim())) {
        if (input.reader.isEndOfRun()) {
          endOfInput(input);
        } else {
          take(input);
        }
        return true;
      }
    }
    return false;
  }

  private void take(StageInput input) {
    run = input.reader.run();
    int count = input.reader.count();
    if (isDropped(run)) {
      encoder.clear();
      answered(input, input.reader.sequence() + count);
    } else {
      process(input, count);
    }
    if (input.shared) {
      commit();
    }
  }

  private boolean isDropped(int candidate) {
    return candidate <= failedRun || candidate <= counters.cancelledRun();
  }

  private void process(StageInput input, int count) {
    boolean timed = input.shared;
    long start = timed ? System.nanoTime() : 0;
    long sequence = input.reader.sequence();
    long end = sequence + count;
    input.decode();
    counters.set(party, Counter.PIPE_IN_HAND, input.pipe + 1L);
    while (sequence < end) {
      context.enter(input.pipe, sequence);
      counters.set(party, Counter.BLOCK_IN_HAND, sequence);
      try {
        Object result = job.run(input.decoder.next());
        if (result != null) {
          encoder.add(result);
        }
      } catch (Throwable e) {
        fail(e);
        sequence = end;
        break;
      }
      sequence++;
      if (isFull() || ticker.now() != committedTick) {
        answered(input, sequence);
        leaveBlock();
        commit();
        if (isDropped(run)) {
          sequence = end;
          break;
        }
        counters.set(party, Counter.PIPE_IN_HAND, input.pipe + 1L);
      }
    }
    leaveBlock();
    answered(input, sequence);
    if (timed) {
      input.learn(count, System.nanoTime() - start);
    }
  }

  /** Whatever ends the worker from here on is not the block's doing. */
  private void leaveBlock() {
    context.leave();
    counters.set(party, Counter.PIPE_IN_HAND, 0);
  }

  private boolean isFull() {
    return encoder.size() >= BATCH_BYTES || encoder.count() >= mostBlocks;
  }

  private void answered(StageInput input, long sequence) {
    answered[inputs.size()] += sequence - Math.max(input.answered, input.reader.sequence());
    input.answered = sequence;
    input.advanced = true;
    answered[input.index] = sequence;
    dirty = true;
  }

  private void fail(Throwable thrown) {
    failedRun = run;
    failures.failed(run, context.blockIdOrEmpty(), thrown);
  }

  /** The one place where results leave the stage, and where inputs count as answered. */
  private void commit() {
    committedTick = ticker.now();
    if (!dirty) {
      return;
    }
    beforeCommit.run();
    if (!output.hasRoom() && !stall()) {
      return;
    }
    output.append(run, encoder.count(), encoder.bytes(), encoder.size(), answered);
    for (StageInput input : inputs) {
      if (input.advanced) {
        input.advanced = false;
        input.reader.answered(input.answered);
      }
    }
    count();
    encoder.clear();
    mostBlocks = Math.max(1, output.roomInBlocks());
    dirty = false;
  }

  private void count() {
    counters.set(party, Counter.BLOCKS_IN, answered[inputs.size()]);
    counters.set(party, Counter.BLOCKS_OUT, output.nextSequence());
    counters.add(party, Counter.BYTES_OUT, encoder.size());
    passTime(Counter.BUSY_NANOS);
  }

  private void endOfInput(StageInput input) {
    int ending = input.reader.run();
    if (ending <= endedRun) {
      return;
    }
    input.ended = true;
    endedInputs++;
    if (endedInputs == inputs.size()) {
      endRun(ending);
    }
  }

  private void endRun(int ending) {
    run = ending;
    commit();
    beforeCommit.run();
    output.appendEndOfRun(ending, answered);
    endedRun = ending;
    endedInputs = 0;
    for (StageInput input : inputs) {
      input.ended = false;
      input.reader.answered(input.answered);
    }
  }

  private void await() {
    commit();
    passTime(Counter.BUSY_NANOS);
    ticker.rest();
    bell.await(Doorbell.Reason.INPUT, this::hasInput, LONGEST_WAIT_NANOS);
    passTime(Counter.STARVED_NANOS);
    ticker.work();
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

  private void wakeUp() {
    awakeSince = System.nanoTime();
    ticker.work();
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

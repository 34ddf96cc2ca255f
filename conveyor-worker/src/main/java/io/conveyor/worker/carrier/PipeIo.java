package io.conveyor.worker.carrier;

import io.conveyor.BlockId;
import io.conveyor.codec.BlockCodec;
import io.conveyor.stage.Batch;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageIo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries a stage by pipes: a commit appends what there is of results, together with which inputs
 * it acknowledges, in one document, and only then says to the inputs what is not needed any more.
 *
 * <p>Batches form by themselves: results gather while there is input, and are committed when there
 * are enough of them, when a tick of the clock has passed since the last commit, and at the moment
 * the stage would wait. Belongs to one thread, but for {@link #stop}.
 */
final class PipeIo implements StageIo {

  private final StageContext context;
  private final PipeInputs inputs;
  private final PipeOutput output;
  private final CommitVector vector;
  private final BlockCodec codec;
  private final StageCounters counters;
  private final StageReports reports;
  private final @Nullable Snapshots snapshots;
  private final Runnable beforeCommit;
  private final StageWaits waits;
  private final RunState run;

  /** Which input the current block is of; -1 while there is none. */
  private int current = -1;

  /** Results of the current block that a predecessor has emitted, and that come again. */
  private long emittedBefore;

  /** Whether anything was acknowledged since the last commit. */
  private boolean dirty;

  /**
   * Creates a carrier that resumes what its output says.
   *
   * @param context of the task
   * @param pipes the stage's own
   * @param codec encodes dead letters
   * @param durable whether a failed run may be resumed later
   * @param counters where to count
   * @param reports takes failures and dead letters
   * @param beforeCommit done before results are committed: what the task printed goes out first
   */
  PipeIo(
      StageContext context,
      StagePipes pipes,
      BlockCodec codec,
      boolean durable,
      StageCounters counters,
      StageReports reports,
      Runnable beforeCommit) {
    this.context = context;
    this.output = pipes.output();
    this.vector = pipes.vector();
    this.codec = codec;
    this.counters = counters;
    this.reports = reports;
    this.snapshots = pipes.snapshots();
    this.beforeCommit = beforeCommit;
    this.run = new RunState(counters, durable, output.lastRun(), output.lastEndedRun());
    if (!run.isWithin()) {
      vector.emittedAll();
    }
    this.emittedBefore = vector.emitted();
    // Of the block whose results are out in part the rest comes first.
    int first = emittedBefore > 0 ? Math.max(0, vector.emittedOf()) : 0;
    this.inputs = new PipeInputs(pipes.inputs(), first);
    counters.committed(vector, output.blocks(), 0);
    this.waits = new StageWaits(context.stage(), pipes.bell(), counters, this::tick);
  }

  void close() {
    waits.close();
  }

  /** Makes {@link #isStopped} true, and ends waiting. Safe from any thread. */
  void stop() {
    waits.stop();
  }

  @Override
  public boolean isStopped() {
    // What the task does when it is closed is to show the state that its results were given with.
    return waits.isStopped() && (snapshots == null || snapshots.isCaughtUp(inputs.sole()));
  }

  @Override
  public boolean isWithinRun() {
    return run.isWithin();
  }

  @Override
  public @Nullable Batch poll() {
    forgetInterrupt();
    PipeInput input = inputs.poll(run);
    if (input != null) {
      begin(input);
    }
    return input;
  }

  private void begin(PipeInput input) {
    waits.work();
    run.enter(input.run());
    vector.beginAt(input.sequence());
    input.begin();
  }

  @Override
  public boolean inputsEnded() {
    return inputs.haveEnded();
  }

  @Override
  public boolean isCutShort() {
    return run.isCut();
  }

  @Override
  public boolean isDropped() {
    return run.isDropped();
  }

  @Override
  public void acknowledge(Batch batch, long before) {
    PipeInput input = (PipeInput) batch;
    long taken = input.acknowledge(before);
    if (taken > 0) {
      vector.acknowledge(input.index, before, taken);
      dirty = true;
    }
  }

  @Override
  public void done(Batch batch) {
    if (((PipeInput) batch).done() || isDue()) {
      commit();
    }
  }

  @Override
  public void requireRoom(Batch batch, int window, int blocks, long bytes) {
    ((PipeInput) batch).requireRoom(window, blocks, bytes);
  }

  @Override
  public void enter(Batch batch, long sequence) {
    PipeInput input = (PipeInput) batch;
    current = input.index;
    counters.enter(input.origin(), sequence);
  }

  @Override
  public void leave() {
    counters.leave();
  }

  @Override
  public void retrying(int retry) {
    counters.retrying(retry);
  }

  @Override
  public void emit(Object result) {
    forgetInterrupt();
    output.add(result);
  }

  @Override
  public void emitNext(Object result) {
    forgetInterrupt();
    if (emittedBefore > 0) {
      emittedBefore--;
    } else {
      output.add(result);
      vector.emit(current);
    }
  }

  @Override
  public void emittedAll() {
    current = -1;
    emittedBefore = 0;
    vector.emittedAll();
  }

  @Override
  public boolean isDue() {
    return output.isFull() || waits.hasTicked();
  }

  @Override
  public void passedQuarantine() {
    if (snapshots != null) {
      snapshots.hasten();
    }
  }

  @Override
  public void skip() {
    vector.skip();
  }

  @Override
  public void deadLetter(Object block, int tries, @Nullable Throwable thrown) {
    forgetInterrupt();
    BlockId id = Objects.requireNonNull(context.current());
    reports.deadLetter(run.run(), id, tries, codec.encode(block), thrown);
    vector.deadLetter();
  }

  @Override
  public boolean isReplayed(long sequence) {
    return snapshots != null && snapshots.isReplayed(sequence);
  }

  @Override
  public boolean isReplaced() {
    return vector.taken() > 0;
  }

  @Override
  public @Nullable String lostState() {
    return snapshots == null ? null : snapshots.lost();
  }

  @Override
  public long quarantined(Batch batch) {
    return counters.quarantined(batch.origin());
  }

  @Override
  public void pause(long nanos) {
    leave();
    commit();
    waits.pass(nanos, this::requireWanted);
  }

  @Override
  public void fail(Throwable thrown) {
    forgetInterrupt();
    try {
      commit(null); // The state is that of a block which is not done.
    } catch (RuntimeException | Error e) {
      output.clear(); // This may be the very failure that is to be reported.
      if (e != thrown) {
        thrown.addSuppressed(e);
      }
    }
    run.fail();
    reports.failed(run.run(), context.failed(), thrown);
  }

  @Override
  public void commit() {
    commit(snapshots);
  }

  @Override
  public void commitPart() {
    commit(null);
  }

  private void commit(@Nullable Snapshots taken) {
    forgetInterrupt();
    waits.takeTick();
    if (isDropped()) {
      output.clear();
      vector.drop();
    }
    if (run.isFrozen() || (!dirty && output.isEmpty())) {
      return;
    }
    long suspended = counters.suspend();
    beforeCommit.run();
    if (output.hasRoom() || waits.awaitRoom(output)) {
      append();
      if (taken != null) {
        taken.takeIfDue(inputs.sole());
      }
    }
    counters.resume(suspended);
  }

  private void append() {
    long bytes = output.append(run.run(), vector);
    dirty = false;
    if (snapshots == null || !snapshots.keepsInputs()) {
      inputs.release();
      vector.beginAtAcknowledged();
    }
    counters.committed(vector, output.blocks(), bytes);
  }

  @Override
  public void endRun() {
    commit();
    beforeCommit.run();
    if (!run.isFrozen()) {
      run.markIfCut();
      output.appendEndOfRun(run.run(), vector);
    }
    run.end();
    emittedAll();
    inputs.endRun();
    if (run.isFrozen()) {
      return;
    }
    if (snapshots == null || !snapshots.takeAtEnd(inputs.sole())) {
      inputs.releaseAll();
    }
  }

  @Override
  public void await() {
    commit();
    waits.awaitInput(inputs::mayHaveBatch, awaitSnapshot());
  }

  /** The input may not come before a snapshot makes room for it. */
  private long awaitSnapshot() {
    long longest = StageWaits.LONGEST_NANOS;
    return snapshots == null || run.isFrozen()
        ? longest
        : Math.min(longest, snapshots.takeOrWait(inputs.sole()));
  }

  /** A job may have interrupted its own thread, upon which files and sockets would close. */
  private static void forgetInterrupt() {
    Thread.interrupted();
  }

  /** On the ticker's thread. */
  private void tick() {
    beforeCommit.run();
    counters.beat();
  }
}

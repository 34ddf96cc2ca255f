package io.conveyor.stage;

import io.conveyor.Job;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a job for each block. */
final class BlockWork implements Work, ErrorPolicy.Trial {

  private final Job<Object, Object> job;
  private final StageIo io;
  private final StageContext context;
  private final ErrorPolicy errors;
  private final BlockResults results;
  private @Nullable Batch batch;

  /** The current block. */
  private long sequence;

  /**
   * Creates work.
   *
   * @param job the job, opened
   * @param io where blocks come from and go to
   * @param context what the job sees
   * @param errors takes what the job throws
   * @param flatten whether collections and arrays are several results
   */
  BlockWork(
      Job<Object, Object> job,
      StageIo io,
      StageContext context,
      ErrorPolicy errors,
      boolean flatten) {
    this.job = job;
    this.io = io;
    this.context = context;
    this.errors = errors;
    this.results = new BlockResults(io, flatten, this::acknowledgeBefore);
  }

  @Override
  public void take(Batch from) {
    batch = from;
    sequence = from.sequence();
    try {
      runAll(from, from.end());
    } catch (RunDroppedException e) {
      results.end(); // Nobody waits for what the job would have given.
    } catch (Throwable e) {
      io.acknowledge(from, sequence);
      io.fail(e);
      results.end();
    }
    context.leave();
    io.leave();
    io.acknowledge(from, from.end());
    io.done(from);
  }

  private void runAll(Batch from, long end) throws Throwable {
    long quarantined = io.quarantined(from);
    while (sequence < end) {
      enter();
      run(from.next(), quarantined);
      sequence++;
      if (io.isDue() || sequence - 1 == quarantined) { // The next block may take it down, too.
        io.acknowledge(from, sequence);
        io.commit();
        if (io.isDropped()) {
          return;
        }
      }
    }
  }

  private void run(Object block, long quarantined) throws Throwable {
    if (sequence == quarantined) {
      errors.quarantine(block);
    } else if (io.isReplayed(sequence)) {
      errors.replay(this);
      return;
    } else {
      try {
        results.emit(job.run(block));
      } catch (Throwable e) {
        errors.settle(this, e);
      }
    }
    results.end();
  }

  @Override
  public void again() throws Exception {
    results.emit(job.run(block()));
  }

  @Override
  public void replay() throws Exception {
    results.drop(job.run(block()));
  }

  @Override
  public Object block() {
    return batch().again(sequence);
  }

  @Override
  public void acknowledgeBefore() {
    io.acknowledge(batch(), sequence);
  }

  @Override
  public void enter() {
    context.enter(batch().origin(), sequence);
    io.enter(batch(), sequence);
  }

  private Batch batch() {
    return Objects.requireNonNull(batch);
  }

  @Override
  public void endRun() {
    errors.endRun();
  }
}

package io.conveyor.stage;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.spi.CurrentJob;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stage going, run after run: batches of its inputs go to its work, and the end of a run is
 * passed on when all inputs have come to it. Belongs to one thread at a time.
 */
public final class StageLoop {

  private final StageContext context;
  private final StageIo io;
  private final Work work;
  private final @Nullable String irretrievable;
  private final boolean outlivesRuns;

  /** What a worker before this one had gathered, until the first run fails that misses it. */
  private @Nullable String missing;

  /**
   * Creates a loop.
   *
   * @param irretrievable what dies with a worker; null if it is snapshotted, or there is nothing
   * @param outlivesRuns whether the task gathers over all runs, or each time anew
   */
  StageLoop(
      StageContext context,
      StageIo io,
      Work work,
      @Nullable String irretrievable,
      boolean outlivesRuns) {
    this.context = context;
    this.io = io;
    this.work = work;
    this.irretrievable = irretrievable;
    this.outlivesRuns = outlivesRuns;
  }

  /** Runs until the carrier says that the stage is stopped. Returns with everything committed. */
  public void run() {
    @Nullable Object before = CurrentJob.swap(context);
    try {
      takeOver();
      while (!io.isStopped()) {
        if (!step()) {
          io.await();
        }
      }
      io.commit();
    } finally {
      CurrentJob.set(before);
    }
  }

  /** Does all there is to do now, and returns where {@link #run} would wait. */
  public void runUntilIdle() {
    @Nullable Object before = CurrentJob.swap(context);
    try {
      boolean more = true;
      while (more) {
        more = step();
      }
      io.commit();
    } finally {
      CurrentJob.set(before);
    }
  }

  /** Emits the next block of a producer, and commits; false if there is none. */
  public boolean produce() {
    @Nullable Object before = CurrentJob.swap(context);
    try {
      return work instanceof ProducerWork producer && producer.next();
    } finally {
      CurrentJob.set(before);
    }
  }

  /** Returns whether the work polls by itself, so that it is only done when the run is. */
  public boolean polls() {
    return work.polls();
  }

  /** To resume without what a predecessor had in its memory would be wrong in silence. */
  private void takeOver() {
    String lost = irretrievable != null ? irretrievable : io.lostState();
    if (lost == null) {
      return;
    } else if (io.isWithinRun()) {
      fail("in the middle of the run", lost);
    } else if (outlivesRuns && io.isReplaced()) {
      missing = lost;
    }
  }

  private void fail(String when, String lost) {
    missing = null;
    io.fail(
        new ConveyorException(
            Category.WORKER_DIED,
            "its worker died %s, and with it %s; the run cannot resume without it"
                .formatted(when, lost)));
  }

  /** Does the next thing; false if there is nothing to do but to wait. */
  private boolean step() {
    Batch batch = io.poll();
    if (batch != null) {
      take(batch);
      return true;
    }
    if (io.inputsEnded()) {
      work.endRun();
      io.endRun();
      return true;
    }
    return false;
  }

  private void take(Batch batch) {
    if (missing != null) {
      fail("before the run", missing);
    }
    if (io.isDropped()) {
      io.acknowledge(batch, batch.end());
      io.done(batch);
    } else {
      work.take(batch);
    }
  }
}

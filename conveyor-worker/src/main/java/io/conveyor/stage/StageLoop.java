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

  StageLoop(StageContext context, StageIo io, Work work) {
    this.context = context;
    this.io = io;
    this.work = work;
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
    if (io.isWithinRun() && !work.isResumable()) {
      io.fail(
          new ConveyorException(
              Category.WORKER_DIED,
              "its worker died in the middle of the run, and with it what the task had gathered;"
                  + " the run cannot resume without it"));
    }
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
    if (io.isDropped()) {
      io.acknowledge(batch, batch.end());
      io.done(batch);
    } else {
      work.take(batch);
    }
  }
}

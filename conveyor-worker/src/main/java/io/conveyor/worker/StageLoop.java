package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.spi.CurrentJob;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a stage going, run after run: batches of its inputs go to its work, what that gives and
 * answers goes to the {@link StageFlow}, and the end of a run is passed on when all inputs have
 * come to it.
 *
 * <p>Belongs to one thread, but for {@link #stop}.
 */
public final class StageLoop {

  /** Takes note of tasks that fail. */
  @FunctionalInterface
  public interface Failures {

    /**
     * A task threw, or gave what cannot be passed on. The rest of the run's blocks are dropped.
     *
     * @param run the run
     * @param blockId the block in hand; empty if there is none
     * @param thrown what was thrown
     */
    void failed(int run, String blockId, Throwable thrown);
  }

  /** Keeps blocks that the task cannot do. */
  @FunctionalInterface
  public interface DeadLetterBox {

    /**
     * Keeps a block, or replaces what is there of it; returns when it is safe.
     *
     * @param run the run
     * @param blockId the block
     * @param tries how often it was tried; 0 if it took the workers before down
     * @param block a batch of the one block
     * @param thrown what was thrown at last; null if it took the workers before down
     * @throws ConveyorException if it cannot be kept
     */
    void put(int run, String blockId, int tries, byte[] block, @Nullable Throwable thrown);
  }

  private final WorkerContext context;
  private final StageFlow flow;
  private final Work work;

  StageLoop(WorkerContext context, StageFlow flow, Work work) {
    this.context = context;
    this.flow = flow;
    this.work = work;
  }

  /** Runs until {@link #stop}. Returns with everything committed. */
  public void run() {
    CurrentJob.set(context);
    try {
      flow.open();
      takeOver();
      while (!flow.isStopped()) {
        pump();
      }
      flow.commit();
    } finally {
      flow.close();
      CurrentJob.set(null);
    }
  }

  /** Makes {@link #run} return once the batch in hand is done. Safe from any thread. */
  public void stop() {
    flow.stop();
  }

  /** To go on without what a predecessor had in its memory would be wrong in silence. */
  private void takeOver() {
    if (flow.isWithinRun() && !work.isResumable()) {
      flow.fail(
          new ConveyorException(
              Category.WORKER_DIED,
              "its worker died in the middle of the run, and with it what the task had gathered;"
                  + " the run cannot go on without"));
    }
  }

  private void pump() {
    StageInput input = flow.poll();
    if (input != null) {
      take(input);
    } else if (flow.inputsEnded()) {
      work.endRun();
      flow.endRun();
    } else {
      flow.await();
    }
  }

  private void take(StageInput input) {
    if (flow.isDropped()) {
      flow.drop(input);
    } else {
      work.take(input);
    }
    if (input.shared) {
      flow.commit();
    }
  }
}

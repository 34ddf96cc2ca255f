package io.conveyor.stage;

import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.stage.intake.Intake;
import io.conveyor.stage.state.Keeping;
import io.conveyor.stage.state.TaskState;
import java.time.Duration;

/**
 * How the task of a stage is run: what a processor's definition says, as far as it concerns a
 * worker.
 *
 * @param onError what becomes of a block whose job throws at every try
 * @param retries how often such a block is tried again, at least 0
 * @param backoff how long to wait before each of these
 * @param ordered whether the results of several workers are put into the order of the inputs, so
 *     that each commit must say which inputs it is of
 * @param state what becomes of the task's state when a worker dies
 * @param window the length of windows in blocks; 0 for none
 * @param windowStep how many blocks each window begins behind the one before, at least 1
 * @param flatten whether collections and arrays that a job gives are several results
 * @param intake what has to become of blocks before the task takes them
 */
public record StageRules(
    OnError onError,
    int retries,
    Backoff backoff,
    boolean ordered,
    Keeping state,
    int window,
    int windowStep,
    boolean flatten,
    Intake intake) {

  /** How many times as long as the first pause before a retry the longest is. */
  private static final int MOST_BACKOFF = 100;

  /** For a task that takes blocks one by one, and fails with the first that fails. */
  public static final StageRules PLAIN = withoutRetries(0, 1);

  private static StageRules withoutRetries(int window, int windowStep) {
    Backoff unused = new Backoff(Duration.ZERO, 1);
    return new StageRules(
        OnError.FAIL, 0, unused, false, Keeping.NONE, window, windowStep, false, Intake.ANY);
  }

  /** Returns the rules for each worker of a processor. */
  public static StageRules of(Processor processor) {
    return new StageRules(
        processor.onError(),
        processor.retries(),
        new Backoff(processor.retryBackoff(), MOST_BACKOFF),
        isMerged(processor),
        TaskState.of(processor).keeping(),
        isWindowedBefore(processor) ? 0 : processor.window(),
        processor.windowStep(),
        processor.isFlattened(),
        Intake.of(processor.task()));
  }

  /** Returns these rules for a task to which no block is a failure. */
  public StageRules withoutFailures() {
    return new StageRules(
        PLAIN.onError,
        PLAIN.retries,
        PLAIN.backoff,
        ordered,
        state,
        window,
        windowStep,
        flatten,
        intake);
  }

  /** Returns the rules of a stage that only makes a processor's windows, for several workers. */
  public static StageRules ofWindowsFor(Processor processor) {
    return withoutRetries(processor.window(), processor.windowStep());
  }

  /**
   * Returns whether a processor's windows are made by one and done by many, since a worker among
   * several does not see consecutive blocks.
   */
  public static boolean isWindowedBefore(Processor processor) {
    return processor.workers() > 1 && processor.window() > 0;
  }

  /** Returns whether the results of a processor's workers are put into the order of its inputs. */
  public static boolean isMerged(Processor processor) {
    return processor.workers() > 1 && processor.isOrdered();
  }

  /** Returns whether a processor's workers divide the inputs among them: producers have none. */
  public static boolean isShared(Processor processor) {
    return processor.workers() > 1 && !(processor.task() instanceof Producer);
  }

  /**
   * Returns whether a processor counts on its inputs being numbered one after the other and coming
   * in the same order again: windows are made by number, results ordered by it, inputs under way
   * bounded by it, and state that is brought back must meet its inputs as before.
   */
  public static boolean needsOneInput(Processor processor) {
    return processor.window() > 0
        || processor.inFlight() > 0
        || isMerged(processor)
        || TaskState.of(processor).keeping() == Keeping.SNAPSHOTS;
  }
}

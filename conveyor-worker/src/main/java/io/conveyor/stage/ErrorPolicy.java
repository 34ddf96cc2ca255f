package io.conveyor.stage;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.OnError;
import io.conveyor.PipelineEvent.Outcome;
import io.conveyor.RemoteException;
import io.conveyor.Task;
import io.conveyor.stage.intake.TaskInput;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Deals with blocks whose job throws: they are tried again after growing pauses, and then skipped
 * or kept as dead letters, or they end the run.
 *
 * <pre>
 *   throws ─▶ retries left? ─yes─▶ commit, pause, try again ─▶ done, or throws
 *                  │ no
 *                  ▼
 *              on-error: skip │ dead letter │ fail the run
 * </pre>
 */
final class ErrorPolicy {

  /** A block, or a window of blocks, that a job is run for. */
  interface Trial {

    /** Runs the job for a fresh copy of the block, and emits what it gives. */
    void again() throws Exception;

    /** Runs the job for a fresh copy of the block, and drops what it gives. */
    void replay() throws Exception;

    /** Returns a fresh copy of the block. */
    Object block();

    /** Acknowledges everything before the block. */
    void acknowledgeBefore();

    /** Makes the block the current one. */
    void enter();
  }

  private final Task task;
  private final StageContext context;
  private final StageIo io;
  private final StageRules rules;
  private final Set<String> reported = new HashSet<>();

  ErrorPolicy(Task task, StageContext context, StageIo io, StageRules rules) {
    this.task = task;
    this.context = context;
    this.io = io;
    this.rules = rules;
  }

  /**
   * Deals with a block whose job threw; returns when the next one may be taken.
   *
   * @throws Throwable what the job threw at last, if that is to end the run
   */
  void settle(Trial trial, Throwable first) throws Throwable {
    Throwable thrown = first;
    for (int retry = 1; retry <= rules.retries() && isOfJob(thrown); retry++) {
      try {
        retry(trial, retry, thrown);
        return;
      } catch (RunDroppedException e) {
        throw e;
      } catch (Throwable e) {
        thrown = e;
      }
    }
    if (!isOfJob(thrown)) {
      throw thrown;
    }
    giveUp(trial, explained(trial, thrown));
  }

  /** Returns what the job threw, or what says so better if it is that the block does not fit it. */
  private Throwable explained(Trial trial, Throwable thrown) {
    return thrown instanceof ClassCastException cast
        ? TaskInput.of(task).explained(cast, trial.block())
        : thrown;
  }

  private void retry(Trial trial, int retry, Throwable thrown) throws Exception {
    Duration backoff = rules.backoff().before(retry);
    report(
        Outcome.RETRIED,
        trial,
        retry,
        thrown,
        "stage ''{0}'', block {1}: try 1 of {3} failed, the next one follows in %d ms: {2}"
            .formatted(backoff.toMillis()));
    trial.acknowledgeBefore();
    context.leave();
    io.pause(backoff.toNanos());
    trial.enter();
    io.retrying(retry);
    try {
      trial.again();
    } finally {
      io.retrying(0);
    }
  }

  private void giveUp(Trial trial, Throwable thrown) throws Throwable {
    switch (rules.onError()) {
      case SKIP -> {
        io.skip();
        report(
            Outcome.SKIPPED,
            trial,
            rules.retries() + 1,
            thrown,
            "stage ''{0}'', block {1}: skipped: {2}");
      }
      case DEAD_LETTER -> {
        io.deadLetter(trial.block(), rules.retries() + 1, thrown);
        report(
            Outcome.DEAD_LETTERED,
            trial,
            rules.retries() + 1,
            thrown,
            "stage ''{0}'', block {1}: kept as a dead letter: {2}");
      }
      default -> {
        context.failedOver(trial.block());
        throw thrown;
      }
    }
  }

  /** A block that took the workers before down is not tried. */
  void quarantine(Object block) {
    io.passedQuarantine();
    boolean skips = rules.onError() == OnError.SKIP;
    if (skips) {
      io.skip();
    } else {
      io.deadLetter(block, 0, null);
    }
    if (context.isObserved()) {
      context.failedOver(block);
      context.observe(skips ? Outcome.SKIPPED : Outcome.DEAD_LETTERED, 0, null);
    }
  }

  /**
   * Runs the job for a block whose results are out already, so that its state is as it was after.
   *
   * @throws Throwable what is no block's doing
   */
  void replay(Trial trial) throws Throwable {
    for (int tries = 0; tries <= rules.retries(); tries++) {
      try {
        trial.replay();
        return;
      } catch (Throwable e) {
        if (!isOfJob(e)) {
          throw e;
        }
      }
    }
  }

  /** What the JVM or the carrier itself is in trouble with is no block's doing. */
  private boolean isOfJob(Throwable thrown) {
    if (thrown instanceof ConveyorException) {
      Category category = RemoteThrowables.category(thrown);
      return category == Category.RUN_FAILED || category == Category.RESOURCES;
    }
    return !(thrown instanceof RunDroppedException)
        && !io.endsRun(thrown)
        && !RemoteThrowables.isOfJvm(thrown);
  }

  /** Of each kind of error the first is logged, so that a log does not fill with one. */
  private void report(Outcome outcome, Trial trial, int tries, Throwable thrown, String text) {
    boolean isFirst = reported.add(outcome + thrown.getClass().getName());
    if (isFirst || context.isObserved()) {
      context.failedOver(trial.block());
      RemoteException description = RemoteThrowables.describe(thrown);
      context.observe(outcome, tries, description);
      if (isFirst) {
        log(text, description);
      }
    }
  }

  private void log(String text, RemoteException description) {
    try {
      context
          .logger()
          .log(
              System.Logger.Level.WARNING,
              text + "; further ones of this run and kind are counted, and not logged",
              context.stage(),
              String.valueOf(context.failed()),
              description,
              rules.retries() + 1);
    } catch (RuntimeException e) {
      // A job may have taken away where it goes, as by System.setErr(null): the block is counted.
    }
  }

  void endRun() {
    reported.clear();
  }
}

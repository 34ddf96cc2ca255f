package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.OnError;
import io.conveyor.RemoteException;
import io.conveyor.control.RemoteThrowables;
import io.conveyor.control.WorkerPlan;
import java.util.HashSet;
import java.util.Set;

/**
 * Deals with blocks whose job throws: they are tried again after growing pauses, and then dropped
 * or put aside, or they end the run.
 */
final class Mishaps {

  private static final long FIRST_PAUSE_NANOS = 100_000_000;
  private static final long LONGEST_PAUSE_NANOS = 10_000_000_000L;

  /** A block, or a window of blocks, that a job is run for. */
  interface Trial {

    /** Runs the job for a fresh copy of the block, and emits what it gives. */
    void again() throws Exception;

    /** Returns a fresh copy of the block. */
    Object block();

    /** Everything before the block is answered. */
    void answerBefore();

    /** The block is in hand again. */
    void takeInHand();
  }

  private final WorkerContext context;
  private final StageFlow flow;
  private final WorkerPlan.Rules rules;
  private final Set<String> told = new HashSet<>();

  Mishaps(WorkerContext context, StageFlow flow, WorkerPlan.Rules rules) {
    this.context = context;
    this.flow = flow;
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
    giveUp(trial, thrown);
  }

  private void retry(Trial trial, int retry, Throwable thrown) throws Exception {
    long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(retry - 1, 16), LONGEST_PAUSE_NANOS);
    tell(
        "retry",
        thrown,
        "stage ''{0}'', block {1}: try 1 of {3} failed, the next one follows in %d ms: {2}"
            .formatted(pause / 1_000_000));
    trial.answerBefore();
    flow.pause(pause);
    trial.takeInHand();
    flow.retrying(retry);
    try {
      trial.again();
    } finally {
      flow.retrying(0);
    }
  }

  private void giveUp(Trial trial, Throwable thrown) throws Throwable {
    switch (rules.onError()) {
      case SKIP -> {
        flow.skip();
        tell("skip", thrown, "stage ''{0}'', block {1}: skipped: {2}");
      }
      case DEAD_LETTER -> {
        flow.putAside(trial.block(), rules.retries() + 1, thrown);
        tell("put aside", thrown, "stage ''{0}'', block {1}: put aside as a dead letter: {2}");
      }
      default -> throw thrown;
    }
  }

  /** A block that took the workers before down is dropped or put aside without being tried. */
  void quarantine(Object block) {
    flow.quarantine();
    if (rules.onError() == OnError.SKIP) {
      flow.skip();
    } else {
      flow.putAside(block, 0, null);
    }
  }

  /**
   * Runs the job for a block whose results are out already, so that its state is as it was after.
   *
   * @throws Throwable what is no block's doing
   */
  void replay(Job<Object, Object> job, Trial trial) throws Throwable {
    for (int tries = 0; tries <= rules.retries(); tries++) {
      try {
        job.run(trial.block());
        return;
      } catch (Throwable e) {
        if (!isOfJob(e)) {
          throw e;
        }
      }
    }
  }

  /** What the JVM or the pipes themselves are in trouble with is no block's doing. */
  private static boolean isOfJob(Throwable thrown) {
    if (thrown instanceof ConveyorException known) {
      return known.category() == Category.RUN_FAILED || known.category() == Category.RESOURCES;
    }
    return !(thrown instanceof RunDroppedException)
        && (!(thrown instanceof VirtualMachineError) || thrown instanceof StackOverflowError);
  }

  /** Of each kind of mishap the first is told in full, so that a log does not fill with one. */
  private void tell(String what, Throwable thrown, String text) {
    if (told.add(what + thrown.getClass().getName())) {
      RemoteException description = RemoteThrowables.describe(thrown);
      context
          .logger()
          .log(
              System.Logger.Level.WARNING,
              text + "; further ones of this run and kind are counted, and not told",
              context.stage(),
              context.blockIdOrEmpty(),
              description,
              rules.retries() + 1);
    }
  }

  void endRun() {
    told.clear();
  }
}

package io.conveyor.topology;

import io.conveyor.Job;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.StatefulJob;
import io.conveyor.face.Face;
import io.conveyor.problem.ProblemKind;
import java.time.Duration;
import java.util.List;

/** Finds settings of a processor that cannot go together, or not in its place. */
final class ProcessorCheck {

  private static final Processor UNSET = new Processor((Object block) -> block);
  private static final Duration RETRY_BACKOFF = UNSET.retryBackoff();
  private static final int ATTEMPTS = UNSET.attempts();

  private final int row;
  private final Processor processor;
  private final List<WiringProblem> problems;

  private ProcessorCheck(int row, Processor processor, List<WiringProblem> problems) {
    this.row = row;
    this.processor = processor;
    this.problems = problems;
  }

  /** Adds what is wrong with the processors of a row to the problems. */
  static void check(Row row, List<WiringProblem> problems) {
    for (var stage : row.stages()) {
      if (stage instanceof Processor processor) {
        ProcessorCheck check = new ProcessorCheck(row.number(), processor, problems);
        check.checkPlace(row);
        check.checkTask();
        check.checkTries();
        check.checkWorkers();
      }
    }
  }

  private void checkPlace(Row its) {
    if (processor.task() instanceof Producer && (its.number() > 1 || its.stages().size() > 1)) {
      refuse(
          ProblemKind.MALFORMED_ROW,
          "a producer takes no input, so it can only stand alone in the first row");
    }
  }

  private void checkTask() {
    if (!(processor.task() instanceof Job)) {
      String kind = processor.task() instanceof Producer ? "a producer" : "a stream job";
      refuseIf(
          processor.window() > 0,
          Face.setting("window") + ": for jobs that take one block at a time, not " + kind);
      refuseIf(
          processor.onError() != OnError.FAIL,
          "%s: for jobs that take one block at a time, not %s, which can catch by itself"
              .formatted(Face.setting("on-error"), kind));
      boolean again = !(processor.task() instanceof Producer) && processor.isStateless();
      refuseIf(
          !again && processor.onError() != OnError.RETRY && isGivenTries(),
          "%s: for jobs that take one block at a time, not %s, whose blocks are not tried again"
              .formatted(Face.setting("retries"), kind));
    }
    if (processor.task() instanceof Producer) {
      refuseIf(
          processor.timeout() != null,
          Face.setting("timeout") + ": a producer has no blocks to take too long for");
      refuseIf(
          processor.inFlight() > 0,
          Face.setting("in-flight") + ": a producer has no inputs to bound");
      refuseIf(
          processor.isOrdered() && processor.workers() > 1,
          Face.setting("ordered")
              + ": a producer has no inputs in whose order its workers could be kept");
    }
  }

  /** What cannot have an effect where it stands would be wrong in silence. */
  private void checkTries() {
    boolean retry = processor.onError() == OnError.RETRY;
    refuseIf(
        processor.maxSkipped().isPresent() && processor.onError() != OnError.SKIP,
        "%s: nothing is skipped without %s"
            .formatted(Face.setting("max-skipped"), Face.given("on-error", "skip")));
    refuseIf(
        retry && processor.retries() == 0,
        "%s: says that nothing is tried again, and %s the contrary"
            .formatted(Face.given("retries", 0), Face.choice("on-error", OnError.RETRY)));
    refuseIf(
        !retry && processor.retries() == 0 && isGiven(processor.retryBackoff(), RETRY_BACKOFF),
        "%s: nothing is tried again without %s or %s"
            .formatted(
                Face.setting("retry-backoff"),
                Face.setting("retries"),
                Face.choice("on-error", OnError.RETRY)));
    refuseIf(
        processor.isInLauncher() && isGiven(processor.restarts(), Processor.DEFAULT_RESTARTS),
        Face.setting("restarts")
            + ": a stage in the launcher has no process of its own that could be replaced");
  }

  private boolean isGivenTries() {
    return processor.retries() > 0 || isGiven(processor.attempts(), ATTEMPTS);
  }

  private static <T> boolean isGiven(T value, T absent) {
    return !value.equals(absent);
  }

  private void checkWorkers() {
    refuseIf(
        processor.task() instanceof StatefulJob && processor.isStateless(),
        Face.setting("stateless") + ": its job is a StatefulJob, which has state");
    if (processor.workers() > 1) {
      String alone = Face.given("workers", processor.workers()) + ": must be 1 for a stage that ";
      refuseIf(processor.isStateful(), alone + "is stateful, as others would not share its state");
      refuseIf(processor.isInLauncher(), alone + "runs in the launcher, on one thread");
    }
    refuseIf(
        processor.isInLauncher() && processor.timeout() != null,
        Face.setting("timeout")
            + ": a stage in the launcher has no process of its own that could be killed");
    boolean ownJvm =
        processor.heap() != null
            || !processor.jvmArgs().isEmpty()
            || !processor.environment().isEmpty();
    refuseIf(
        processor.isInLauncher() && ownJvm,
        "%s: has no JVM of its own for %s, %s or %s"
            .formatted(
                Face.setting("in-launcher"),
                Face.setting("heap"),
                Face.setting("jvm-args"),
                Face.setting("environment")));
  }

  private void refuseIf(boolean wrong, String reason) {
    if (wrong) {
      refuse(ProblemKind.SETTINGS_CLASH, reason);
    }
  }

  private void refuse(ProblemKind kind, String reason) {
    problems.add(new WiringProblem(row, kind, processor + ": " + reason));
  }
}

package io.conveyor.topology;

import io.conveyor.Job;
import io.conveyor.OnError;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.StatefulJob;
import io.conveyor.face.Face;
import io.conveyor.problem.ProblemKind;
import java.util.List;

/** Finds settings of a processor that cannot go together, or not in its place. */
final class ProcessorCheck {

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

  private void checkWorkers() {
    refuseIf(
        processor.maxSkipped().isPresent() && processor.onError() != OnError.SKIP,
        "%s: nothing is skipped without %s"
            .formatted(Face.setting("max-skipped"), Face.given("on-error", "skip")));
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

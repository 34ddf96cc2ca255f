package io.conveyor.cli.doctor;

import io.conveyor.ConveyorException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.cli.formats.Durations;
import io.conveyor.stage.intake.Rehearsal;
import java.time.Duration;
import java.util.List;

/** A pipeline of one stage, in a process of its own: what all checks are about. */
final class Trial {

  private Trial() {}

  static Finding run() {
    return run(new Pipeline("trial"));
  }

  /** Runs a pipeline that is empty so far. */
  static Finding run(Pipeline empty) {
    long start = System.nanoTime();
    try (Pipeline pipeline = empty) {
      pipeline.add(new Processor(Rehearsal.job()).name("trial"));
      pipeline.run(List.of(1));
      Duration taken = Duration.ofNanos(System.nanoTime() - start);
      return Finding.ok(
          "trial",
          "a pipeline of one stage was started, and did its work, in " + Durations.show(taken));
    } catch (ConveyorException e) {
      return Finding.fail(
          "trial",
          "a pipeline of one stage fails: " + e.getMessage(),
          "mend what is said above first; 'conveyor run -v' says more");
    }
  }
}

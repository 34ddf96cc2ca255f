package io.conveyor.stage.intake;

import io.conveyor.Job;
import org.jspecify.annotations.Nullable;

/** A job that does what most jobs do, so that its worker has loaded what most workers load. */
public final class Rehearsal {

  private Rehearsal() {}

  /** Returns the job: a lambda, as most are, whose blocks are numbers that are converted. */
  public static Job<Object, Object> job() {
    return Rehearsal::run;
  }

  private static @Nullable Object run(Object block) throws Exception {
    return block instanceof Number ? converting().run(block) : block;
  }

  @SuppressWarnings("unchecked") // As for any task of a stage.
  private static Job<Object, Object> converting() {
    Job<Long, Long> job = number -> number;
    Job<?, ?> any = job;
    return new FittingJob((Job<Object, Object>) any, new Fitting(job, Intake.of(job)));
  }
}

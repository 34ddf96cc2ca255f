package io.conveyor.stage;

import io.conveyor.Job;
import io.conveyor.stage.convert.Fitting;
import org.jspecify.annotations.Nullable;

/** Gives a job its blocks as it takes them. */
final class FittingJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final transient Job<Object, Object> job;
  private final transient Fitting fitting;

  FittingJob(Job<Object, Object> job, Fitting fitting) {
    this.job = job;
    this.fitting = fitting;
  }

  @Override
  public @Nullable Object run(Object block) throws Exception {
    return job.run(fitting.fit(block));
  }
}

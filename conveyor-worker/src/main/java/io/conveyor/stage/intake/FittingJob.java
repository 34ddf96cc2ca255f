package io.conveyor.stage.intake;

import io.conveyor.Job;
import org.jspecify.annotations.Nullable;

/** Gives a job its blocks as it takes them. */
public final class FittingJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  private final transient Job<Object, Object> job;
  private final transient Fitting fitting;

  /**
   * Creates a job that gives its blocks to another.
   *
   * @param job takes the blocks
   * @param fitting makes them fit it
   */
  public FittingJob(Job<Object, Object> job, Fitting fitting) {
    this.job = job;
    this.fitting = fitting;
  }

  @Override
  public @Nullable Object run(Object block) throws Exception {
    return job.run(fitting.fit(block));
  }
}

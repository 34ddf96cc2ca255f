package io.conveyor.it;

import io.conveyor.Job;
import io.conveyor.JobContext;

/** A job that cannot be opened. */
final class CannotOpen implements Job<Integer, Integer> {

  private static final long serialVersionUID = 1L;

  @Override
  public void open(JobContext context) {
    throw new IllegalStateException("no license");
  }

  @Override
  public Integer run(Integer block) {
    return block;
  }
}

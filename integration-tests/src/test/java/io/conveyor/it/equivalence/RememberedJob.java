package io.conveyor.it.equivalence;

import io.conveyor.JobContext;
import io.conveyor.StatefulJob;
import org.jspecify.annotations.Nullable;

/** A programmed job whose memories survive its worker. */
final class RememberedJob implements StatefulJob<Object, Object, int[]>, Programmed {

  private static final long serialVersionUID = 1L;

  private final ProgrammedJob job;

  RememberedJob(ProgrammedJob job) {
    this.job = job;
  }

  @Override
  public Script script() {
    return job.script();
  }

  @Override
  public void open(JobContext context) {
    job.open(context);
  }

  @Override
  public @Nullable Object run(Object block) {
    return job.run(block);
  }

  @Override
  public int[] snapshot() {
    return job.memories();
  }

  @Override
  public void restore(int[] state) {
    job.remember(state);
  }
}

package io.conveyor.benchmarks;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes as many nanoseconds as the block says, and books what it really took. It computes, or, to
 * be left alone by whatever else runs on the machine, it waits.
 */
final class UnevenJob implements Job<Integer, Integer> {

  private static final long serialVersionUID = 1L;

  /** Where the time that all workers took is added up. */
  static final int TAKEN = 0;

  private final boolean computes;
  private transient @Nullable CommonMemory memory;

  UnevenJob(boolean computes) {
    this.computes = computes;
  }

  @Override
  public void open(JobContext context) {
    memory = context.memory();
  }

  @Override
  public @Nullable Integer run(Integer nanos) {
    long took = take(nanos);
    CommonMemory shared = memory;
    if (shared != null) {
      shared.getAndAddLong(TAKEN, took);
    }
    return null;
  }

  /** Returns how many nanoseconds it really took. */
  long take(int nanos) {
    long start = System.nanoTime();
    for (long left = nanos; left > 0; left = start + nanos - System.nanoTime()) {
      pass(left);
    }
    return System.nanoTime() - start;
  }

  private void pass(long nanos) {
    if (computes) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(nanos);
    }
  }
}

package io.conveyor;

import io.conveyor.spi.CurrentJob;

/**
 * Where a job is running: handed to {@link Job#open} and, for lambdas, found by {@link #current()}.
 * Belongs to the thread that runs the job.
 */
public interface JobContext {

  /**
   * Returns the context of the job that this thread is running.
   *
   * @throws IllegalStateException if this thread is not running a job
   */
  static JobContext current() {
    return CurrentJob.require(JobContext.class);
  }

  /** Returns the stage's name, as in the pipeline or made from its place: {@code row3.1}. */
  String stage();

  /** Returns which worker of the stage this is, from 0. */
  int worker();

  /** Returns how many workers the stage has; at least 1. */
  int workers();

  /**
   * Returns the id of the current block. It is the same for the same block however often the block
   * is tried, also after the worker was replaced, and differs from that of every other block of the
   * pipeline's run: what a job needs to make its side effects idempotent.
   *
   * @throws IllegalStateException outside {@link Job#run}
   */
  BlockId blockId();

  /** Returns a logger named after the stage; what it writes comes out on the launcher's stderr. */
  System.Logger logger();

  /**
   * Returns the memory shared by all workers and the launcher.
   *
   * @throws IllegalStateException if the pipeline was built without {@link Pipeline#sharedMemory}
   */
  CommonMemory memory();
}

package io.conveyor.spi;

import io.conveyor.CommonMemory;
import java.util.Iterator;

/** An open pipeline: takes one run after another. */
public interface EngineSession extends AutoCloseable {

  /**
   * Starts a run. At most one is under way at a time; a pipeline sees to that.
   *
   * @param inputs the blocks, asked for only as fast as the pipeline takes them, from one thread
   *     that need not be the caller's
   */
  EngineRun start(Iterator<?> inputs);

  /** Returns whether it can still take a run: it is not closed and did not fail for good. */
  boolean isOpen();

  /**
   * Returns the memory shared with the jobs.
   *
   * @throws IllegalStateException if the pipeline has none
   */
  CommonMemory memory();

  /** Ends everything and returns when nothing of it is left. Does nothing when called again. */
  @Override
  void close();
}

package io.conveyor.cli.observe;

import io.conveyor.Pipeline;
import io.conveyor.RunReport;
import java.util.function.Supplier;

/** Looks at one run of a command, from before its workers start until it has ended. */
public interface RunObserver extends AutoCloseable {

  /** Looks at nothing. */
  RunObserver NONE = new RunObserver() {};

  /** Sees a pipeline that is not open yet. */
  default void opens(Pipeline pipeline) {}

  /**
   * Sees a run that begins.
   *
   * @param report says what it has done so far, to any thread
   */
  default void follow(Supplier<RunReport> report) {}

  /** Sees that the run has ended well. It has failed if this is not called before the end. */
  default void completed() {}

  /** Ends, with what holds in the end. */
  @Override
  default void close() {}
}

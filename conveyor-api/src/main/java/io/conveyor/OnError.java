package io.conveyor;

/** What becomes of a run when a {@link Job} throws. */
public enum OnError {
  /** The run fails. */
  FAIL,
  /**
   * The block is dropped, counted as {@link StageReport#skipped}, and logged if it is the worker's
   * first of that class of exception in the run. Errors of the JVM, such as running out of memory,
   * still fail the run.
   */
  SKIP
}

package io.conveyor.worker;

/** Ends a function over a stream whose run has been dropped. Goes through code of users. */
final class RunDroppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunDroppedException() {
    super("the run was cancelled", null, false, false);
  }
}

package io.conveyor.stage;

/**
 * Ends a task's call whose run has been dropped. Goes through code of users, and is no error of
 * theirs.
 */
final class RunDroppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunDroppedException() {
    super("the run was cancelled", null, false, false);
  }
}

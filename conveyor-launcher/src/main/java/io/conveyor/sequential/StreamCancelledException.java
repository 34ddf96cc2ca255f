package io.conveyor.sequential;

/** Ends a function over a stream when nobody waits for its results. Goes through code of users. */
final class StreamCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StreamCancelledException() {
    super("the run was cancelled", null, false, false);
  }
}

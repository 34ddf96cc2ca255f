package io.conveyor.processes;

import io.conveyor.ConveyorException;
import org.jspecify.annotations.Nullable;

/** What tasks fail with that are closed, after all runs. Safe from any thread. */
final class LateFailures {

  private @Nullable ConveyorException first;

  /** A task failed to close. */
  synchronized void failed(ConveyorException failure) {
    if (first == null) {
      first = failure;
    } else {
      first.addSuppressed(failure);
    }
  }

  /**
   * Does nothing if there is no failure.
   *
   * @throws ConveyorException the first of them, which has the others
   */
  synchronized void throwIfAny() {
    if (first != null) {
      throw first;
    }
  }
}

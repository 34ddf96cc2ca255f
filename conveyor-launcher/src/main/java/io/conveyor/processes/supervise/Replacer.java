package io.conveyor.processes.supervise;

import io.conveyor.processes.child.Child;
import java.time.Duration;

/** Starts another worker in the place of one that has ended. */
@FunctionalInterface
interface Replacer {

  /**
   * Starts another one.
   *
   * @param ended the one that has ended
   * @param delay how long to wait before
   */
  void replace(Child ended, Duration delay);
}

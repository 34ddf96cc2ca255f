package io.conveyor.spi;

import io.conveyor.Task;

/** A task that gives its blocks to another one, which says what they must be. */
public interface DelegatingTask {

  /** Returns the other task. */
  Task delegate();
}

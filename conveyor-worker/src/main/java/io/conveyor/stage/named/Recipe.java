package io.conveyor.stage.named;

import java.io.Serializable;
import java.util.function.Consumer;

/** How a worker makes the task that a pipeline file names. It prints as the file has it. */
interface Recipe extends Serializable {

  /**
   * Makes the task.
   *
   * @param closing gets what is to be closed after the task, if anything is
   * @throws Exception what the user's constructor throws, or that a class is gone
   */
  Object make(Consumer<AutoCloseable> closing) throws Exception;
}

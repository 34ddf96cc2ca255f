package io.conveyor.stage.named;

import java.io.Serializable;

/** How a worker makes the task that a pipeline file names. It prints as the file has it. */
interface Recipe extends Serializable {

  /**
   * Makes the task.
   *
   * @throws Exception what the user's constructor throws, or that a class is gone
   */
  Object make() throws Exception;
}

package io.conveyor.it.equivalence;

import io.conveyor.Pipeline;

/** Processes give what one thread gives. */
class EquivalenceTest extends EngineTck {

  @Override
  protected String engine() {
    return Pipeline.PROCESSES;
  }
}

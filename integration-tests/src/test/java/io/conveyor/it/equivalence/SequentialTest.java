package io.conveyor.it.equivalence;

import io.conveyor.Pipeline;
import java.util.Set;

/**
 * One thread gives the same each time, and the kit works for an engine that can do nothing beside:
 * its pipelines are opened anew for each trial, with programs that travel with their tasks.
 */
class SequentialTest extends EngineTck {

  @Override
  protected String engine() {
    return Pipeline.SEQUENTIAL;
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of();
  }
}

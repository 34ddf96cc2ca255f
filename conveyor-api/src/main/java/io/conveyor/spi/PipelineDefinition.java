package io.conveyor.spi;

import io.conveyor.topology.Topology;

/**
 * A pipeline as an engine gets it.
 *
 * @param name the pipeline's name
 * @param topology its stages and how they are connected
 * @param settings what holds for the pipeline as a whole
 */
public record PipelineDefinition(String name, Topology topology, PipelineSettings settings) {

  /**
   * Creates a definition.
   *
   * @throws io.conveyor.InvalidPipelineException if the settings do not fit each other
   */
  public PipelineDefinition {
    settings.requireFitting();
  }
}

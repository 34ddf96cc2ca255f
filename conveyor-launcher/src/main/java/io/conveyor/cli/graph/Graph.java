package io.conveyor.cli.graph;

import io.conveyor.topology.Topology;

/** A form of the graph of a pipeline. */
@FunctionalInterface
interface Graph {

  /**
   * Returns a pipeline's graph in this form, its lines ended by {@code \n}, the last one not ended.
   *
   * @param name the pipeline's name
   * @param topology how it is wired
   */
  String of(String name, Topology topology);
}

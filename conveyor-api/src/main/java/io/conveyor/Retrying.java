package io.conveyor;

import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Prepares a graph for blocks that were put aside. */
final class Retrying {

  private Retrying() {}

  /**
   * Returns the graph from a stage on. A block that fails there again is put aside again, whatever
   * the stage does otherwise; and what a stage with windows put aside is windows.
   */
  static Topology from(Topology topology, String stage) {
    Topology rest = topology.from(stage);
    List<Node> nodes = new ArrayList<>(rest.nodes());
    Node first = nodes.get(0);
    Processor processor = (Processor) first.stage();
    nodes.set(0, first.with(processor.takingWindows().onError(OnError.DEAD_LETTER)));
    return new Topology(nodes, rest.outputs());
  }
}

package io.conveyor;

import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Prepares a graph for dead-lettered blocks. */
final class Retrying {

  private Retrying() {}

  /**
   * Returns the graph from a stage on. A block that fails there again is dead-lettered again,
   * whatever the error policy of the stage. The dead letters of a stage with windows are windows.
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

package io.conveyor.topology;

import io.conveyor.Stage;
import java.util.List;

/**
 * A pipeline's graph: processors, forks and joins, and the lanes between them. Immutable.
 *
 * @param nodes all nodes, in the order of their rows; inputs come before the nodes that take them
 * @param outputs the lanes that the last row leaves; at least one
 */
public record Topology(List<Node> nodes, List<Lane> outputs) {

  /** The node id that stands for the pipeline's input. */
  public static final int SOURCE = 0;

  /** Creates a topology, copying the lists. */
  public Topology {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /**
   * Wires rows of stages.
   *
   * @param rows the rows, in order
   * @return the graph; for no rows, one that leaves the input lane as it is
   * @throws io.conveyor.InvalidPipelineException if the rows cannot be wired, with the lanes, the
   *     row and the stages named
   */
  public static Topology of(List<List<Stage>> rows) {
    if (rows.isEmpty()) {
      return new Topology(List.of(), List.of(Lane.INPUT));
    }
    throw new UnsupportedOperationException("wiring of " + rows);
  }
}

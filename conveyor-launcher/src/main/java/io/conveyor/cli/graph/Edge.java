package io.conveyor.cli.graph;

import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lane, from end to end.
 *
 * @param lane the lane, with the id of the node that leaves it; {@link Lane#SOURCE} for the input
 * @param to the id of the node that takes it; {@link #OUTPUT} for the output of the pipeline
 */
public record Edge(Lane lane, int to) {

  static final int OUTPUT = -1;

  private static final Comparator<Edge> ORDER =
      Comparator.comparingInt((Edge edge) -> edge.lane().node())
          .thenComparingInt(edge -> edge.lane().port());

  /**
   * Returns all lanes of a graph in the order of the nodes that leave them, but for the one to a
   * producer, which nothing comes in by.
   */
  static List<Edge> of(Topology topology) {
    return Stream.concat(
            topology.nodes().stream().flatMap(Edge::into),
            topology.outputs().stream().map(lane -> new Edge(lane, OUTPUT)))
        .filter(edge -> !(edge.isInput() && topology.isFedByProducer()))
        .sorted(ORDER)
        .toList();
  }

  private static Stream<Edge> into(Node node) {
    return node.inputs().stream().map(lane -> new Edge(lane, node.id()));
  }

  /** Returns whether it comes from the pipeline's input. */
  public boolean isInput() {
    return lane.node() == Lane.SOURCE;
  }

  /** Returns whether it goes to the pipeline's output. */
  public boolean isOutput() {
    return to == OUTPUT;
  }
}

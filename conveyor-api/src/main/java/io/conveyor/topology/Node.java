package io.conveyor.topology;

import io.conveyor.Stage;
import java.util.List;

/**
 * One copy of a stage, wired up. Pipes have no node: they leave their lane as it is.
 *
 * @param id its place in {@link Topology#nodes()} plus 1
 * @param row the row it stands in, from 1
 * @param position its place among the nodes of its row, from 1
 * @param name unique among processors: the name it was given (with {@code #2} and so on for further
 *     copies), or one made from its place, {@code row3.1}
 * @param stage the stage
 * @param inputs the lanes it takes, in order; more than one for joins only
 */
public record Node(int id, int row, int position, String name, Stage stage, List<Lane> inputs) {

  /** Creates a node, copying the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}

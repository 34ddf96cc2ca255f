package io.conveyor.topology;

import io.conveyor.Join;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a block can still reach from a node on. Joins that lose lanes join those that are left. */
final class Downstream {

  private final Map<Lane, Lane> kept = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Downstream() {}

  /** Returns the graph of a node of one lane and all behind it; that lane becomes the input. */
  static Topology of(Topology whole, Node first) {
    Downstream rest = new Downstream();
    rest.keep(first, List.of(Lane.INPUT));
    for (Node node : whole.nodes().subList(first.id(), whole.nodes().size())) {
      List<Lane> inputs = rest.reached(node.inputs());
      if (!inputs.isEmpty()) {
        rest.keep(node, inputs);
      }
    }
    return new Topology(rest.nodes, rest.reached(whole.outputs()));
  }

  private List<Lane> reached(List<Lane> lanes) {
    return lanes.stream().filter(kept::containsKey).map(kept::get).toList();
  }

  private void keep(Node node, List<Lane> inputs) {
    boolean whole = inputs.size() == node.inputs().size();
    Stage stage = whole ? node.stage() : new Join(inputs.size());
    int id = nodes.size() + 1;
    nodes.add(new Node(id, node.row(), node.position(), node.name(), stage, inputs));
    node.outputs().forEach(lane -> kept.put(lane, new Lane(id, lane.port())));
  }
}

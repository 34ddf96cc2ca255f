package io.conveyor.topology;

import io.conveyor.BalancingFork;
import io.conveyor.InvalidPipelineException;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Writes rows down briefly, and says briefly how they were wired. */
final class Rows {

  private final List<List<Stage>> rows = new ArrayList<>();

  static Rows row(Stage... stages) {
    return new Rows().then(stages);
  }

  Rows then(Stage... stages) {
    rows.add(Arrays.asList(stages));
    return this;
  }

  List<List<Stage>> rows() {
    return rows;
  }

  Topology wire() {
    return Topology.of(rows);
  }

  List<String> problems() {
    return Assertions.assertThrows(InvalidPipelineException.class, this::wire).problems();
  }

  /** Returns the only problem there is. */
  String problem() {
    List<String> problems = problems();
    Assertions.assertEquals(1, problems.size(), () -> "problems: " + problems);
    return problems.get(0);
  }

  /** Returns a line for each node, such as {@code join <- a, b.1}, and one for the output. */
  List<String> edges() {
    Topology topology = wire();
    List<String> edges = new ArrayList<>();
    topology.nodes().forEach(node -> edges.add(edge(topology, node.name(), node.inputs())));
    edges.add(edge(topology, "output", topology.outputs()));
    return edges;
  }

  private static String edge(Topology topology, String name, List<Lane> lanes) {
    return name + " <- " + String.join(", ", lanes.stream().map(l -> name(topology, l)).toList());
  }

  private static String name(Topology topology, Lane lane) {
    if (lane.node() == Lane.SOURCE) {
      return "input";
    }
    Node node = topology.nodes().get(lane.node() - 1);
    return node.stage().lanesOut() == 1 ? node.name() : node.name() + ":" + lane.port();
  }

  static Processor job(String name) {
    return job().name(name);
  }

  static Processor job() {
    return new Processor(block -> block);
  }

  static Pipe pipe() {
    return new Pipe();
  }

  static ReplicatingFork fork(int lanes) {
    return new ReplicatingFork(lanes);
  }

  static BalancingFork balance(int lanes) {
    return new BalancingFork(lanes);
  }

  static Join join(int lanes) {
    return new Join(lanes);
  }
}

package io.conveyor.cli.run;

import io.conveyor.JobFailedException;
import io.conveyor.Join;
import io.conveyor.Processor;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;

/** Which stages take the inputs themselves: the number of a block there is that of its input. */
final class FirstStages {

  private FirstStages() {}

  /** Returns whether it was in such a stage that a job failed. */
  static boolean has(Topology topology, JobFailedException failed) {
    return has(topology, failed.stage());
  }

  /** Returns whether a stage of that name is one. */
  static boolean has(Topology topology, String stage) {
    return topology.nodes().stream()
        .filter(node -> node.stage() instanceof Processor && node.name().equals(stage))
        .anyMatch(node -> isFed(topology, node));
  }

  private static boolean isFed(Topology topology, Node node) {
    Node at = node;
    while (at.inputs().size() == 1) {
      Lane lane = at.inputs().get(0);
      if (lane.node() == Lane.SOURCE) {
        return true;
      }
      at = topology.nodes().get(lane.node() - 1);
      if (at.stage() instanceof Processor || at.stage() instanceof Join) {
        return false;
      }
    }
    return false;
  }
}

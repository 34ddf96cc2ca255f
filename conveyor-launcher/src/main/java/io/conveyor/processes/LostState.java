package io.conveyor.processes;

import io.conveyor.Processor;
import io.conveyor.spi.Refusal;
import io.conveyor.stage.state.TaskState;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** Which state would be lost with a worker, and fail the run: reported before there is one. */
final class LostState {

  private LostState() {}

  /** Returns a warning for each stage, however many copies of it there are. */
  static List<Refusal> of(Topology topology) {
    List<Refusal> all = new ArrayList<>();
    String last = "";
    for (Node node : topology.nodes()) {
      String place = node.row() + "." + node.position();
      if (node.stage() instanceof Processor processor && !place.equals(last)) {
        List<String> warning = TaskState.of(processor).warning(processor);
        if (!warning.isEmpty()) {
          all.add(Refusal.of(node, "state", warning.get(0), warning.get(1)));
        }
      }
      last = place;
    }
    return all;
  }
}

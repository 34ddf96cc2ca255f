package io.conveyor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectTest {

  private static Stage stage(String name) {
    return new Processor((Integer n) -> n).name(name);
  }

  private static String text(Node node, List<String> outputs) {
    return node.stage() instanceof Join
        ? outputs.get(0)
        : node.name() + outputs.toString().replace(" ", "");
  }

  @Test
  void eachNodeGetsWhatTakesItsOutputsInTheirOrder() {
    Topology topology =
        Topology.of(
            List.of(
                List.of(new ReplicatingFork(2)),
                List.of(stage("a"), stage("b")),
                List.of(stage("c"), new Pipe()),
                List.of(new Join(2)),
                List.of(stage("d"))));
    assertEquals("row1.1[a[c[d[out]]],b[d[out]]]", topology.connect("out", ConnectTest::text));
  }

  @Test
  void lanesThatAreLeftGoToTheOutput() {
    assertEquals("out", Topology.of(List.of()).connect("out", ConnectTest::text));
    Topology open =
        Topology.of(List.of(List.of(new ReplicatingFork(2)), List.of(stage("a"), new Pipe())));
    assertEquals("row1.1[a[out],out]", open.connect("out", ConnectTest::text));
  }
}

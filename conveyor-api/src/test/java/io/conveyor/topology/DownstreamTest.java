package io.conveyor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Join;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The part of a graph that is left from a processor on. */
class DownstreamTest {

  private static List<String> names(Topology topology) {
    return topology.nodes().stream().map(Node::name).toList();
  }

  @Test
  void keepsWhatIsBehindAndItsNamesAndPlaces() {
    Topology whole =
        Rows.row(Rows.job("a"))
            .then(Rows.fork(2))
            .then(Rows.job("b"), Rows.job("c"))
            .then(Rows.join(2))
            .then(Rows.job("d"))
            .wire();
    Topology rest = whole.from("c");
    assertEquals(List.of("c", "row4.1", "d"), names(rest));
    assertEquals(new Join(1), rest.nodes().get(1).stage());
    assertEquals(List.of(3, 4, 5), rest.nodes().stream().map(Node::row).toList());
    assertEquals(List.of(new Lane(3, 0)), rest.outputs());
    assertEquals(whole, whole.from("a"));
    assertEquals(List.of("d"), names(whole.from("d")));
    assertEquals(
        """
        |  input
        o  row 3  c
        +  row 4  join(1)
        o  row 5  d
        |  output""",
        rest.toString());
  }

  @Test
  void keepsAllLanesOfForksBehind() {
    Topology rest =
        Rows.row(Rows.fork(2))
            .then(Rows.job("a"), Rows.pipe())
            .then(Rows.fork(3), Rows.pipe())
            .then(Rows.join(4))
            .wire()
            .from("a");
    assertEquals(List.of("a", "row3.1", "row4.1"), names(rest));
    assertEquals(3, rest.nodes().get(2).inputs().size());
  }

  @Test
  void knowsOnlyProcessors() {
    Topology topology = Rows.row(Rows.job("a")).then(Rows.fork(2)).then(Rows.job("b")).wire();
    assertEquals(
        "no processor 'row2.1' among [a, b, b#2]",
        assertThrows(InvalidPipelineException.class, () -> topology.from("row2.1")).getMessage());
  }

  @Test
  void isWhatAWalkAlongTheLanesFinds() {
    Seeds.forEach(
        1000,
        random -> {
          List<List<Stage>> rows = GeneratedRows.of(random, random.nextInt(12)).rows();
          Topology whole = Topology.of(rows);
          for (String processor : whole.processors()) {
            Topology rest = whole.from(processor);
            assertEquals(walk(whole, processor), new LinkedHashSet<>(names(rest)));
            GeneratedTopologyTest.assertLanesConserved(rest);
            long drawn = rest.nodes().stream().mapToInt(Node::row).distinct().count();
            assertEquals(
                drawn,
                rest.toString().lines().filter(line -> line.matches(".*  ?row \\d+ .*")).count());
          }
        });
  }

  /** Follows lanes until there is nothing new to be found, and keeps the order of the nodes. */
  private static Set<String> walk(Topology topology, String from) {
    Set<String> found = new HashSet<>(Set.of(from));
    List<Node> open =
        new ArrayList<>(topology.nodes().stream().filter(n -> n.name().equals(from)).toList());
    while (!open.isEmpty()) {
      int id = open.remove(0).id();
      topology.nodes().stream()
          .filter(node -> node.inputs().stream().anyMatch(lane -> lane.node() == id))
          .filter(node -> found.add(node.name()))
          .forEach(open::add);
    }
    Set<String> ordered = new LinkedHashSet<>(names(topology));
    ordered.retainAll(found);
    return ordered;
  }
}

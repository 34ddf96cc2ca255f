package io.conveyor.topology;

import static io.conveyor.topology.Rows.balance;
import static io.conveyor.topology.Rows.fork;
import static io.conveyor.topology.Rows.job;
import static io.conveyor.topology.Rows.join;
import static io.conveyor.topology.Rows.pipe;
import static io.conveyor.topology.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where graphs are drawn. */
class GridTest {

  @Test
  void hasALineForEachRowAndAColumnForEachLane() {
    Topology topology =
        row(fork(2)).then(job("a"), pipe()).then(pipe()).then(join(2)).then(job("b")).wire();
    Grid grid = topology.grid();

    assertEquals(2, grid.width());
    assertEquals(List.of(1, 2, 4, 5), grid.lines().stream().map(Grid.Line::number).toList());
    assertEquals(0, grid.column(Lane.INPUT));
    assertEquals(1, grid.column(new Lane(1, 1)));
    assertEquals(
        List.of(
            new Grid.Mark(topology.nodes().get(1), List.of(new Lane(2, 0))),
            new Grid.Mark(null, List.of(new Lane(1, 1)))),
        grid.lines().get(1).marks());
  }

  @Test
  void letsNoTwoLanesMeetInAColumn() {
    Topology topology =
        row(fork(3))
            .then(balance(4), pipe(), fork(2))
            .then(job("a"), pipe(), pipe(), job("b"), pipe(), job("c"), job("d"))
            .then(join(4), pipe(), join(2))
            .then(fork(5), pipe(), pipe())
            .wire();
    Grid grid = topology.grid();

    for (Grid.Line line : grid.lines()) {
      List<Integer> columns =
          line.marks().stream().flatMap(mark -> mark.lanes().stream()).map(grid::column).toList();
      assertEquals(columns.stream().sorted().distinct().toList(), columns, "row " + line.number());
    }
    Set<Lane> all = new HashSet<>(topology.outputs());
    topology.nodes().forEach(node -> all.addAll(node.inputs()));
    assertTrue(all.stream().allMatch(lane -> grid.column(lane) < grid.width()));
  }
}

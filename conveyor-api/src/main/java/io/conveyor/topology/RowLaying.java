package io.conveyor.topology;

import io.conveyor.Pipe;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays one row over the lanes it meets. */
final class RowLaying {

  /** A copy of the stage at that position of the row, from 1. */
  private record Copy(Stage stage, int position) {}

  private final Row row;
  private final Front front;

  RowLaying(Row row, Front front) {
    this.row = row;
    this.front = front;
  }

  /**
   * Adds the row's nodes and returns what it leaves.
   *
   * @throws io.conveyor.InvalidPipelineException if it does not fit; no node has been added then
   */
  Front lay(NodeNames names, List<Node> nodes) {
    if (row.kind() == RowKind.PIPES) {
      return new Front(row, front.lanes(), front.open());
    }
    List<Copy> copies = copies();
    OpenForks open = openAfter(copies);
    return new Front(row, place(copies, names, nodes), open);
  }

  private List<Copy> copies() {
    if (row.kind() == RowKind.JOINS && front.before() == null) {
      throw new Misfit(row, front).startsWithJoin();
    }
    int[] times = Repetition.copies(row, front);
    if (times == null) {
      throw new Misfit(row, front).ambiguous();
    }
    List<Copy> copies = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      Copy copy = new Copy(row.stages().get(i), i + 1);
      IntStream.range(0, times[i]).forEach(time -> copies.add(copy));
    }
    requireRoom(copies);
    return copies;
  }

  private void requireRoom(List<Copy> copies) {
    long leaves = copies.stream().mapToLong(copy -> copy.stage().lanesOut()).sum();
    if (leaves > Topology.MAX_LANES) {
      throw new Misfit(row, front).tooWide(leaves);
    }
  }

  private @Nullable OpenForks openAfter(List<Copy> copies) {
    OpenForks open = front.open();
    if (row.kind() == RowKind.FORKS) {
      return new OpenForks(
          row, copies.stream().map(copy -> copy.stage().lanesOut()).toList(), null);
    }
    if (row.kind() == RowKind.JOINS) {
      WholeForks.check(row, front, copies.stream().map(copy -> copy.stage().lanesIn()).toList());
      return null;
    }
    return open != null && row.asks() != front.width() ? open.repeatedBy(row) : open;
  }

  private List<Lane> place(List<Copy> copies, NodeNames names, List<Node> nodes) {
    List<Lane> leaves = new ArrayList<>();
    int taken = 0;
    for (Copy copy : copies) {
      Stage stage = copy.stage();
      List<Lane> inputs = front.lanes().subList(taken, taken + stage.lanesIn());
      taken += stage.lanesIn();
      if (stage instanceof Pipe) {
        leaves.addAll(inputs);
      } else {
        String name = names.next(row.number(), copy.position(), stage);
        Node node = new Node(nodes.size() + 1, row.number(), copy.position(), name, stage, inputs);
        nodes.add(node);
        leaves.addAll(node.outputs());
      }
    }
    return leaves;
  }
}

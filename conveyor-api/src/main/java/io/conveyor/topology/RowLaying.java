package io.conveyor.topology;

import io.conveyor.Pipe;
import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays one row over the lanes it meets. */
final class RowLaying {

  /** A copy of the stage at that position of the row, from 1. */
  private record Copy(Stage stage, int position) {}

  private final Row row;
  private final Front front;
  private final List<Copy> copies;
  private final @Nullable WiringProblem problem;

  RowLaying(Row row, Front front) {
    this.row = row;
    this.front = front;
    int[] times = Repetition.copies(row, front);
    this.copies = times == null ? List.of() : copies(times);
    this.problem = problem(times == null);
  }

  private List<Copy> copies(int[] times) {
    return IntStream.range(0, times.length)
        .boxed()
        .flatMap(i -> Collections.nCopies(times[i], new Copy(row.stages().get(i), i + 1)).stream())
        .toList();
  }

  /** Returns why the row does not fit, or null if it does. */
  @Nullable WiringProblem problem() {
    return problem;
  }

  private @Nullable WiringProblem problem(boolean ambiguous) {
    RowMisfit misfit = new RowMisfit(row, front);
    if (row.kind() == Row.Kind.JOINS && front.before() == null) {
      return misfit.startsWithJoin();
    }
    if (ambiguous) {
      return misfit.ambiguous();
    }
    if (leaves() > Front.MAX_LANES) {
      return misfit.tooWide(leaves());
    }
    Forks open = row.kind() == Row.Kind.JOINS ? front.open() : null;
    Forks.Span torn = open == null ? null : open.torn(lanesIn());
    return torn == null || open == null ? null : misfit.partialJoin(open, torn);
  }

  private long leaves() {
    return copies.stream().mapToLong(copy -> copy.stage().lanesOut()).sum();
  }

  private List<Integer> lanesIn() {
    return copies.stream().map(copy -> copy.stage().lanesIn()).toList();
  }

  /** Adds the nodes of a row that fits, and returns what it leaves. */
  Front lay(NodeNames names, List<Node> nodes) {
    if (row.kind() == Row.Kind.PIPES) {
      return front.after(row, front.lanes(), front.open());
    }
    return front.after(row, place(names, nodes), openAfter());
  }

  private @Nullable Forks openAfter() {
    Forks open = front.open();
    return switch (row.kind()) {
      case FORKS ->
          new Forks(row, copies.stream().map(copy -> copy.stage().lanesOut()).toList(), null);
      case JOINS -> null;
      default -> open != null && row.asks() != front.width() ? open.repeatedBy(row) : open;
    };
  }

  private List<Lane> place(NodeNames names, List<Node> nodes) {
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

  /**
   * Returns what a row that does not fit may be assumed to leave, so that rows behind it can be
   * judged: what it would leave if it were mended, or if the rows before it were. Nothing if that
   * is unknown.
   */
  List<Front> assumed() {
    if (leaves() > Front.MAX_LANES) {
      return List.of();
    }
    return Stream.of(ifMended(), ifRowsBeforeWere()).flatMap(List::stream).toList();
  }

  private List<Front> ifMended() {
    return switch (row.kind()) {
      case PIPES, JOBS ->
          List.of(Front.assumed(row, front.width(), front.open(), front.knowsForks()));
      case FORKS -> isUniform() ? forks(front.width(), row.stages().get(0).lanesOut()) : List.of();
      case JOINS ->
          copies.isEmpty() ? List.of() : List.of(Front.assumed(row, copies.size(), null, true));
    };
  }

  private boolean isUniform() {
    return row.stages().stream().map(Stage::lanesOut).distinct().count() == 1;
  }

  private List<Front> forks(int count, int lanesOut) {
    return (long) count * lanesOut > Front.MAX_LANES
        ? List.of()
        : forks(Collections.nCopies(count, lanesOut));
  }

  private List<Front> forks(List<Integer> fanOuts) {
    int width = fanOuts.stream().mapToInt(Integer::intValue).sum();
    return List.of(Front.assumed(row, width, new Forks(row, fanOuts, null), true));
  }

  private List<Front> ifRowsBeforeWere() {
    if (row.asks() > Front.MAX_LANES || row.leaves() > Front.MAX_LANES) {
      return List.of();
    }
    if (row.kind() == Row.Kind.FORKS) {
      return forks(row.stages().stream().map(Stage::lanesOut).toList());
    }
    boolean joined = row.kind() == Row.Kind.JOINS;
    return List.of(Front.assumed(row, (int) row.leaves(), null, joined));
  }
}

package io.conveyor.topology;

import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lays row after row, also behind one that does not fit: rows behind it are reported only if they
 * fit nothing that it may have been meant to leave.
 */
final class Wiring {

  private final List<WiringProblem> problems = new ArrayList<>();
  private final NodeNames names = new NodeNames();
  private final List<Node> nodes = new ArrayList<>();

  /** What the next row may meet: one front while all rows fit; none if that is unknown. */
  private List<Front> fronts = List.of(Front.START);

  private int rows;

  /** Lays the next row. */
  void add(@Nullable List<? extends @Nullable Stage> stages) {
    rows++;
    Row row = Row.read(rows, stages, problems);
    if (row == null) {
      fronts = stages == null || !stages.isEmpty() ? List.of() : fronts;
      return;
    }
    ProcessorCheck.check(row, problems);
    names.claim(row, problems);
    if (!fronts.isEmpty()) {
      fronts = after(row);
    }
  }

  /** Takes note of a row of which nothing is known. */
  void addUnknown() {
    rows++;
    fronts = List.of();
  }

  private List<Front> after(Row row) {
    List<RowLaying> all = fronts.stream().map(front -> new RowLaying(row, front)).toList();
    if (fronts.stream().anyMatch(front -> isUnknown(row, front))) {
      return List.of();
    }
    List<RowLaying> fitting = all.stream().filter(laying -> laying.problem() == null).toList();
    if (fitting.isEmpty()) {
      problems.add(Objects.requireNonNull(all.get(0).problem()));
      return all.get(0).assumed();
    }
    return fitting.stream().map(laying -> laying.lay(names, nodes)).toList();
  }

  /** Over forks that are not known, it is unknown how often a row would be repeated. */
  private static boolean isUnknown(Row row, Front front) {
    return !front.knowsForks()
        && row.kind() != Row.Kind.PIPES
        && row.kind() != Row.Kind.JOINS
        && row.asks() < front.width();
  }

  /** Returns what is wrong, in the order of the rows. */
  List<WiringProblem> problems() {
    return problems;
  }

  /** Returns the nodes, if nothing is wrong. */
  List<Node> nodes() {
    return nodes;
  }

  /** Returns the lanes that the last row leaves, if nothing is wrong. */
  List<Lane> lanes() {
    return fronts.get(0).lanes();
  }
}

package io.conveyor;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Nearest;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds rows of a pipeline by the stages in them. */
final class Parts {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private Parts() {}

  /**
   * Returns the rows from one to another; of a processor alone a row with nothing beside it.
   *
   * @param first a processor's name, or the number of a row
   * @param last likewise
   */
  static List<List<Stage>> of(
      List<List<Stage>> rows, Topology topology, String first, String last) {
    if (rows.isEmpty() && !topology.nodes().isEmpty()) {
      throw new IllegalStateException("a pipeline that retries blocks of another has no parts");
    }
    Optional<Node> alone = node(topology, first);
    if (first.equals(last) && alone.isPresent()) {
      List<Stage> row = rows.get(alone.get().row() - 1);
      return List.of(List.of(row.get(alone.get().position() - 1)));
    }
    int from = row(rows, topology, first);
    int to = row(rows, topology, last);
    if (from > to) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE, "'%s' stands behind '%s'".formatted(first, last));
    }
    return rows.subList(from - 1, to);
  }

  private static Optional<Node> node(Topology topology, String name) {
    return topology.nodes().stream()
        .filter(node -> node.stage() instanceof Processor && node.name().equals(name))
        .findFirst();
  }

  private static int row(List<List<Stage>> rows, Topology topology, String name) {
    return node(topology, name).map(Node::row).orElseGet(() -> numbered(rows, topology, name));
  }

  private static int numbered(List<List<Stage>> rows, Topology topology, String name) {
    if (NUMBER.matcher(name).matches()) {
      int row = Integer.parseInt(name);
      if (row >= 1 && row <= rows.size()) {
        return row;
      }
    }
    throw new InvalidPipelineException(List.of(unknown(rows, topology, name)));
  }

  private static Problem unknown(List<List<Stage>> rows, Topology topology, String name) {
    String nearest =
        NUMBER.matcher(name).matches() ? null : Nearest.to(name, topology.processors());
    return new Problem(
        ProblemKind.UNKNOWN_VALUE,
        "no stage '%s'".formatted(name),
        nearest != null
            ? "did you mean '%s'?".formatted(nearest)
            : "there are %s, and rows 1 to %d"
                .formatted(String.join(", ", topology.processors()), rows.size()));
  }
}

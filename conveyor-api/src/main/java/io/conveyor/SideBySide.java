package io.conveyor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Lays stages of several rows beside each other. Rows of a kind come together as far as they can,
 * and pipes, which cost nothing, keep the lanes of the others.
 *
 * <pre>
 *   chain of a, b | join(2) | chain of c     gives     a    | pipe    | pipe | c
 *                                                      b    | pipe    | pipe | pipe
 *                                                      pipe | join(2) | pipe
 * </pre>
 */
final class SideBySide {

  /** What the stages of a row are, besides pipes. */
  private enum Kind {
    PROCESSORS,
    FORKS,
    JOINS;

    static Optional<Kind> of(List<Stage> row) {
      return row.stream().filter(stage -> !(stage instanceof Pipe)).findFirst().map(Kind::of);
    }

    private static Kind of(Stage stage) {
      return stage instanceof Processor ? PROCESSORS : stage instanceof Join ? JOINS : FORKS;
    }
  }

  private final List<Column> columns;

  private SideBySide(List<Column> columns) {
    this.columns = columns;
  }

  /** Returns the rows that a row of stages stands for; mostly the row itself. */
  static List<List<Stage>> rows(Stage... row) {
    if (Arrays.stream(row).anyMatch(Objects::isNull)) {
      return List.of(Arrays.asList(row)); // To be refused with its place.
    }
    return Arrays.stream(row).allMatch(SideBySide::isPlain)
        ? List.of(Arrays.asList(row))
        : new SideBySide(Arrays.stream(row).map(Column::new).toList()).laid();
  }

  private static boolean isPlain(Stage stage) {
    return stage.rows().get(0).get(0) == stage;
  }

  private List<List<Stage>> laid() {
    List<List<Stage>> rows = new ArrayList<>();
    for (Optional<Kind> kind = next(); kind.isPresent(); kind = next()) {
      List<Stage> row = new ArrayList<>();
      for (Column column : columns) {
        row.addAll(column.take(kind.get()));
      }
      rows.add(row);
    }
    return rows;
  }

  private Optional<Kind> next() {
    return columns.stream()
        .filter(column -> !column.rest.isEmpty())
        .findFirst()
        .flatMap(column -> Kind.of(column.rest.getFirst()));
  }

  /** The rows of one stage. */
  private static final class Column {

    private final Deque<List<Stage>> rest = new ArrayDeque<>();

    /** How many there are after the rows that were taken. */
    private int lanes;

    Column(Stage stage) {
      lanes = stage.lanesIn();
      stage.rows().stream().filter(row -> Kind.of(row).isPresent()).forEach(rest::add);
    }

    List<Stage> take(Kind kind) {
      if (rest.isEmpty() || Kind.of(rest.getFirst()).orElseThrow() != kind) {
        return Collections.nCopies(lanes, new Pipe());
      }
      List<Stage> row = rest.removeFirst();
      lanes = row.stream().mapToInt(Stage::lanesOut).sum();
      return row;
    }
  }
}

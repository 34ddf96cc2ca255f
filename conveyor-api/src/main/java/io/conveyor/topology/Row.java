package io.conveyor.topology;

import io.conveyor.Pipe;
import io.conveyor.Stage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row as it was written, with at least one stage and no kinds mixed.
 *
 * @param number its number, from 1
 */
record Row(int number, RowKind kind, List<Stage> stages) {

  private static final int MOST_SHOWN = 12;

  /** How many lanes its stages take, each once. */
  long asks() {
    return stages.stream().mapToLong(Stage::lanesIn).sum();
  }

  /** Returns whether pipes stand among stages of another kind. */
  boolean hasPipesBesides() {
    return kind != RowKind.PIPES && stages.stream().anyMatch(Pipe.class::isInstance);
  }

  /** Returns the stages as text, such as {@code processor(a) | pipe}. */
  String text() {
    return text(stages);
  }

  static String text(List<?> stages) {
    String shown =
        stages.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(" | "));
    return stages.size() > MOST_SHOWN ? shown + " | ... (" + stages.size() + " stages)" : shown;
  }

  @Override
  public String toString() {
    return "row %d (%s)".formatted(number, text());
  }
}

package io.conveyor.topology;

import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.problem.ProblemKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was written, with at least one stage and no kinds mixed.
 *
 * @param number its number, from 1
 */
record Row(int number, Kind kind, List<Stage> stages) {

  private static final int MOST_SHOWN = 12;

  /** What the stages of a row are, besides pipes. */
  enum Kind {
    PIPES("pipes"),
    JOBS("processors"),
    FORKS("forks"),
    JOINS("joins");

    private final String stages;

    Kind(String stages) {
      this.stages = stages;
    }

    private static Kind of(Stage stage) {
      if (stage instanceof Pipe) {
        return PIPES;
      }
      if (stage instanceof Processor) {
        return JOBS;
      }
      return stage instanceof Join ? JOINS : FORKS;
    }
  }

  /** Returns the row, or null after adding what is wrong with it by itself to the problems. */
  static @Nullable Row read(
      int number, @Nullable List<? extends @Nullable Stage> stages, List<WiringProblem> problems) {
    if (stages == null || stages.isEmpty()) {
      problems.add(
          new WiringProblem(
              number, ProblemKind.MALFORMED_ROW, "is empty; it needs at least one stage"));
      return null;
    }
    int before = problems.size();
    addMissing(number, stages, problems);
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    stages.stream().filter(Objects::nonNull).forEach(stage -> kinds.add(Kind.of(stage)));
    if (kinds.size() > 1) {
      kinds.remove(Kind.PIPES);
    }
    if (kinds.size() > 1) {
      problems.add(mixed(number, stages, kinds));
    }
    return problems.size() > before
        ? null
        : new Row(number, kinds.iterator().next(), List.copyOf(stages));
  }

  private static void addMissing(
      int number, List<? extends @Nullable Stage> stages, List<WiringProblem> problems) {
    int position = 0;
    for (Stage stage : new ArrayList<@Nullable Stage>(stages)) {
      position++;
      if (stage == null) {
        problems.add(
            new WiringProblem(
                number,
                ProblemKind.MALFORMED_ROW,
                "%s: stage %d of %d is null".formatted(text(stages), position, stages.size())));
      }
    }
  }

  private static WiringProblem mixed(int number, List<?> stages, Set<Kind> kinds) {
    String mixed = kinds.stream().map(kind -> kind.stages).collect(Collectors.joining(" and "));
    return new WiringProblem(
        number,
        ProblemKind.MALFORMED_ROW,
        "%s: mixes %s; besides pipes, a row holds only processors, only forks or only joins"
            .formatted(text(stages), mixed));
  }

  /** How many lanes its stages take, each once. */
  long asks() {
    return stages.stream().mapToLong(Stage::lanesIn).sum();
  }

  /** How many lanes its stages leave, each once. */
  long leaves() {
    return stages.stream().mapToLong(Stage::lanesOut).sum();
  }

  /** Returns whether pipes stand among stages of another kind. */
  boolean hasPipesBesides() {
    return kind != Kind.PIPES && stages.stream().anyMatch(Pipe.class::isInstance);
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

package io.conveyor.topology;

import io.conveyor.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a row by itself, whatever the lanes it meets. */
final class RowCheck {

  private RowCheck() {}

  /** Returns the row, or null after adding what is wrong with it to the problems. */
  static @Nullable Row check(
      int number, @Nullable List<? extends @Nullable Stage> stages, List<String> problems) {
    if (stages == null || stages.isEmpty()) {
      problems.add("row %d: is empty; it needs at least one stage".formatted(number));
      return null;
    }
    List<Stage> present = present(number, stages, problems);
    Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
    present.forEach(stage -> kinds.add(RowKind.of(stage)));
    if (kinds.size() > 1) {
      kinds.remove(RowKind.PIPES);
    }
    if (kinds.size() > 1) {
      problems.add(mixed(number, stages, kinds));
    }
    boolean sound = kinds.size() == 1 && present.size() == stages.size();
    return sound ? new Row(number, kinds.iterator().next(), List.copyOf(present)) : null;
  }

  private static List<Stage> present(
      int number, List<? extends @Nullable Stage> stages, List<String> problems) {
    List<Stage> present = new ArrayList<>();
    int position = 0;
    for (Stage stage : stages) {
      position++;
      if (stage == null) {
        problems.add(
            "row %d: %s: stage %d of %d is null"
                .formatted(number, Row.text(stages), position, stages.size()));
      } else {
        present.add(stage);
      }
    }
    return present;
  }

  private static String mixed(int number, List<?> stages, Set<RowKind> kinds) {
    return "row %d: %s: mixes %s; besides pipes, a row holds only processors, only forks or only joins"
        .formatted(
            number,
            Row.text(stages),
            kinds.stream().map(RowKind::stages).collect(Collectors.joining(" and ")));
  }
}

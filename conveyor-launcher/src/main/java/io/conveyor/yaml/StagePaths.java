package io.conveyor.yaml;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Suggestions;
import io.conveyor.yaml.text.Yaml;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stage that a path names: {@code stages.total.workers} means what {@code
 * stages.1.workers} does if the second stage is called {@code total}, or {@code WordCount.total}.
 */
final class StagePaths {

  private static final String STAGES = "stages";

  private final Place place;
  private final Map<String, List<String>> stages = new LinkedHashMap<>();

  private StagePaths(Yaml.Sequence rows, Place place) {
    this.place = place;
    IdentityHashMap<Yaml, String> names = JobNames.of(rows.items());
    for (int row = 0; row < rows.items().size(); row++) {
      Yaml node = rows.items().get(row);
      List<Yaml> parallel = JobNames.stages(node);
      for (int i = 0; i < parallel.size(); i++) {
        String name = names.get(parallel.get(i));
        List<String> path = new ArrayList<>(List.of(STAGES, "" + row));
        path.addAll(parallel.get(i) == node ? List.of() : List.of("parallel", "" + i));
        if (name != null) {
          stages.putIfAbsent(name, path);
        }
      }
    }
  }

  /**
   * Returns a path in which a stage is named by its position.
   *
   * @param root the file
   * @param path the path, as it is written
   * @param place where it is written
   * @throws BadValueException if it names no stage, or several
   */
  static String[] positions(Yaml root, String[] path, Place place) {
    if (path.length < 2 || !path[0].equals(STAGES) || path[1].matches("-?\\d*")) {
      return path;
    }
    return rows(root) instanceof Yaml.Sequence rows
        ? new StagePaths(rows, place).positions(List.of(path)).toArray(String[]::new)
        : path;
  }

  /**
   * Returns the position of each stage by its name.
   *
   * @param root the file
   */
  static Map<String, List<String>> of(Yaml root) {
    return rows(root) instanceof Yaml.Sequence rows
        ? new StagePaths(rows, root.place()).stages
        : Map.of();
  }

  private static @Nullable Yaml rows(Yaml root) {
    return root instanceof Yaml.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.name().equals(STAGES))
            .map(Yaml.Entry::value)
            .findFirst()
            .orElse(null)
        : null;
  }

  /** Names have dots, so the longest that is there is meant. */
  private List<String> positions(List<String> path) {
    for (int end = path.size(); end > 1; end--) {
      String written = String.join(".", path.subList(1, end));
      List<String> named = named(written);
      if (named.size() > 1) {
        throw new BadValueException(
            place,
            ProblemKind.MALFORMED_OVERRIDE,
            "'%s' may be any of the stages %s".formatted(written, String.join(", ", named)));
      }
      if (!named.isEmpty()) {
        List<String> position = stages.getOrDefault(named.get(0), List.of());
        return Stream.concat(position.stream(), path.subList(end, path.size()).stream()).toList();
      }
    }
    String there = "there are " + String.join(", ", stages.keySet());
    throw new BadValueException(
        place,
        new Problem(
            ProblemKind.MALFORMED_OVERRIDE,
            "no stage is called '%s'".formatted(path.get(1)),
            Suggestions.nearestOr(there, path.get(1), stages.keySet())));
  }

  private List<String> named(String written) {
    return stages.containsKey(written)
        ? List.of(written)
        : stages.keySet().stream().filter(name -> name.endsWith("." + written)).toList();
  }
}

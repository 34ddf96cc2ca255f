package io.conveyor.yaml;

import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an override of a file may go on with, once it is typed in part: the next word of its path,
 * or a value. Reads the file, and nothing that the file refers to.
 *
 * <pre>
 *   st             stages.count.  stages.total.
 *   stages.total.o stages.total.on-error=  stages.total.ordered=
 *   stages.total.ordered=       stages.total.ordered=true  stages.total.ordered=false
 * </pre>
 */
public final class OverrideCandidates {

  private static final String STAGES = "stages";

  private final Path file;
  private final Yaml root;

  private OverrideCandidates(Path file) {
    this.file = file;
    this.root = root(file);
  }

  /**
   * Returns what begins with a text.
   *
   * @param file the pipeline file
   * @param typed the override as far as it is typed
   * @return what could stand in its place; nothing if the file cannot be read
   */
  public static List<String> of(Path file, String typed) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return new OverrideCandidates(file).startingWith(typed);
    } catch (BadValueException e) {
      // The command itself says what is wrong with the file.
      return List.of();
    }
  }

  private static Yaml root(Path file) {
    Variables variables = new Variables(System.getenv(), secret -> {});
    return YamlParser.parse(SourceText.read(file), variables, new Problems());
  }

  private List<String> startingWith(String typed) {
    int equals = typed.indexOf('=');
    if (equals > 0) {
      return new OverrideValues(file).of(typed.substring(0, equals), typed.substring(equals + 1));
    }
    List<String> next = next(typed);
    while (next.size() == 1 && next.get(0).endsWith(".")) {
      next = next(next.get(0));
    }
    return next;
  }

  private List<String> next(String typed) {
    List<List<String>> paths = OverridePaths.of(root, typed.matches("stages\\.\\d.*"));
    List<String> next = next(typed, paths.stream());
    if (!next.isEmpty()) {
      return next;
    }
    Set<String> unique = uniqueEnds(paths);
    return next(typed, paths.stream().flatMap(path -> shortened(path, unique)));
  }

  private static List<String> next(String typed, Stream<List<String>> paths) {
    return paths
        .filter(path -> (String.join(".", path) + "=").startsWith(typed))
        .map(path -> step(path, typed))
        .distinct()
        .toList();
  }

  /** Returns a path up to the end of the word that is being typed. */
  private static String step(List<String> path, String typed) {
    StringBuilder step = new StringBuilder();
    for (int i = 0; i < path.size() && step.length() <= typed.length(); i++) {
      step.append(path.get(i)).append(i == path.size() - 1 ? "=" : ".");
    }
    return step.toString();
  }

  /** Returns a path with all that its stage's name may be cut down to. */
  private static Stream<List<String>> shortened(List<String> path, Set<String> unique) {
    return path.get(0).equals(STAGES)
        ? ends(path.get(1))
            .skip(1)
            .filter(unique::contains)
            .map(end -> Stream.concat(Stream.of(STAGES, end), path.stream().skip(2)).toList())
        : Stream.of();
  }

  private static Set<String> uniqueEnds(List<List<String>> paths) {
    Map<String, Long> counts =
        paths.stream()
            .filter(path -> path.get(0).equals(STAGES))
            .map(path -> path.get(1))
            .distinct()
            .flatMap(OverrideCandidates::ends)
            .collect(Collectors.groupingBy(end -> end, Collectors.counting()));
    counts.values().removeIf(count -> count > 1);
    return counts.keySet();
  }

  /** Returns a name, and what is left of it behind each of its dots. */
  private static Stream<String> ends(String name) {
    return Stream.iterate(
        name, end -> !end.isEmpty(), end -> end.contains(".") ? afterDot(end) : "");
  }

  private static String afterDot(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}

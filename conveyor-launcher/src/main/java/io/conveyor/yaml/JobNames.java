package io.conveyor.yaml;

import io.conveyor.yaml.text.Yaml;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the processors of a file are called that it gives no name: after their jobs, without
 * packages and parameters.
 *
 * <pre>
 *   processor: com.example.WordCount::total(int)     WordCount.total
 *   processor: com.example.WordCount::total          WordCount.total-2
 * </pre>
 */
final class JobNames {

  private static final int MOST_CHARACTERS = 58;

  private final IdentityHashMap<Yaml, String> names = new IdentityHashMap<>();
  private final Set<String> taken = new HashSet<>();

  private JobNames() {}

  /**
   * Returns the name of each processor of a file, by the very node that it is.
   *
   * @param rows the file's rows
   */
  static IdentityHashMap<Yaml, String> of(List<Yaml> rows) {
    JobNames made = new JobNames();
    List<Yaml> processors =
        rows.stream()
            .flatMap(row -> stages(row).stream())
            .filter(stage -> text(stage, "processor").isPresent())
            .toList();
    processors.forEach(stage -> text(stage, "name").ifPresent(name -> made.give(stage, name)));
    processors.forEach(made::giveOwn);
    return made.names;
  }

  /** Returns the stages of a row: itself, or those side by side. */
  static List<Yaml> stages(Yaml row) {
    return value(row, "parallel")
        .filter(Yaml.Sequence.class::isInstance)
        .map(stages -> ((Yaml.Sequence) stages).items())
        .orElse(List.of(row));
  }

  /** Returns whether the file gives a stage its name. */
  static boolean isNamed(Yaml stage) {
    return value(stage, "name").isPresent();
  }

  private static Optional<Yaml> value(Yaml node, String key) {
    return node instanceof Yaml.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.name().equals(key))
            .map(Yaml.Entry::value)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> text(Yaml node, String key) {
    return value(node, key)
        .filter(value -> value instanceof Yaml.Scalar scalar && scalar.value() != null)
        .map(value -> ((Yaml.Scalar) value).text());
  }

  private void give(Yaml stage, String name) {
    names.put(stage, name);
    taken.add(name);
  }

  private void giveOwn(Yaml stage) {
    String base = afterJob(text(stage, "processor").orElse(""));
    if (!names.containsKey(stage) && !base.isEmpty()) {
      String name = base;
      for (int count = 2; taken.contains(name); count++) {
        name = base + "-" + count;
      }
      give(stage, name);
    }
  }

  private static String afterJob(String reference) {
    String[] parts = reference.replaceFirst("\\(.*", "").strip().split("::", 2);
    List<String> path = List.of(parts[0].split("\\."));
    int first = 0;
    while (first < path.size() - 1 && !isClass(path.get(first))) {
      first++;
    }
    Stream<String> words =
        Stream.concat(path.stream().skip(first), Stream.of(parts).skip(1).map(String::strip));
    String name = String.join(".", words.toList()).replaceAll("[^\\p{Alnum}._-]", "_");
    return name.substring(0, Math.min(name.length(), MOST_CHARACTERS));
  }

  private static boolean isClass(String word) {
    return !word.isEmpty() && Character.isUpperCase(word.charAt(0));
  }
}

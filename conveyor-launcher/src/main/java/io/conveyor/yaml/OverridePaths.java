package io.conveyor.yaml;

import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.keys.ProcessorKeys;
import io.conveyor.yaml.keys.StageKeys;
import io.conveyor.yaml.text.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The paths of all that an override could change in a file: what is there, and what may be. */
final class OverridePaths {

  private static final String STAGES = PipelineKeys.STAGES.name();

  /** What is not set so, or makes no difference to a run. */
  private static final Set<String> LEFT_OUT =
      Set.of(PipelineKeys.VARIABLES.name(), CaseKeys.TESTS.name());

  /** But for stages, of which none is replaced as a whole. */
  private static final List<String> PIPELINE =
      PipelineKeys.OF_PIPELINE.names().stream()
          .filter(name -> !name.equals(STAGES) && !LEFT_OUT.contains(name))
          .toList();

  /** What can stand in a path, and needs no quotes in any shell. */
  private static final Pattern WORD = Pattern.compile("[\\p{Alnum}_-]+");

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}._-]+");

  private final Map<String, List<String>> named;
  private final Set<List<String>> hidden;
  private final List<List<String>> paths = new ArrayList<>();

  private OverridePaths(Map<String, List<String>> named, boolean counted) {
    this.named = named;
    this.hidden = counted ? Set.of() : Set.copyOf(named.values());
  }

  /**
   * Returns the paths, word by word; a stage's name is one word, whatever dots it has.
   *
   * @param root the file
   * @param counted whether stages that have names are there by their positions, too
   */
  static List<List<String>> of(Yaml root, boolean counted) {
    OverridePaths found = new OverridePaths(StagePaths.of(root), counted);
    if (root instanceof Yaml.Mapping mapping) {
      found.addEntries(List.of(), mapping, PIPELINE);
      found.addNamedStages(root);
    }
    return found.paths;
  }

  private void addNamedStages(Yaml root) {
    named.forEach(
        (name, position) -> {
          if (NAME.matcher(name).matches()) {
            add(List.of(STAGES, name), at(root, position), List.of());
          }
        });
  }

  private static Yaml at(Yaml root, List<String> path) {
    Yaml node = root;
    for (String word : path) {
      node =
          node instanceof Yaml.Sequence sequence
              ? sequence.items().get(Integer.parseInt(word))
              : entry((Yaml.Mapping) node, word);
    }
    return node;
  }

  private static Yaml entry(Yaml.Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> entry.name().equals(key))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void add(List<String> path, Yaml node, List<String> mayHave) {
    if (node instanceof Yaml.Mapping mapping) {
      List<String> known =
          entries(mapping).contains(ProcessorKeys.PROCESSOR.name()) ? processor() : mayHave;
      addEntries(path, mapping, known);
    } else if (node instanceof Yaml.Sequence sequence) {
      IntStream.range(0, sequence.items().size())
          .forEach(i -> addValue(below(path, "" + i), sequence.items().get(i)));
    }
  }

  private static List<String> processor() {
    return ProcessorKeys.OF_PROCESSOR.names().stream().sorted().toList();
  }

  private void addEntries(List<String> path, Yaml.Mapping mapping, List<String> mayHave) {
    Set<String> missing = new LinkedHashSet<>(mayHave);
    missing.removeAll(entries(mapping));
    missing.forEach(key -> paths.add(below(path, key)));
    for (Yaml.Entry entry : mapping.entries()) {
      if (WORD.matcher(entry.name()).matches() && !LEFT_OUT.contains(entry.name())) {
        addValue(below(path, entry.name()), entry.value());
      }
    }
  }

  private static List<String> entries(Yaml.Mapping mapping) {
    return mapping.entries().stream().map(Yaml.Entry::name).toList();
  }

  private void addValue(List<String> path, Yaml value) {
    if (hidden.contains(path)) {
      return;
    }
    String key = path.get(path.size() - 1);
    if (!path.get(0).equals(STAGES) || !isStage(path)) {
      paths.add(path);
    }
    add(path, value, within(key));
  }

  /** Returns the keys of what may stand under a key instead of a single value. */
  private static List<String> within(String name) {
    return Stream.concat(PipelineKeys.OF_PIPELINE.all().stream(), ofStages())
        .filter(key -> key.name().equals(name))
        .flatMap(key -> key.shape().alternatives().stream())
        .flatMap(shape -> shape.keys() == null ? Stream.of() : shape.keys().names().stream())
        .toList();
  }

  private static Stream<Keys.Key> ofStages() {
    return StageKeys.KINDS.stream().flatMap(kind -> kind.all().stream());
  }

  /** Whole stages, and all of them together, are rather edited than replaced. */
  private static boolean isStage(List<String> path) {
    String last = path.get(path.size() - 1);
    return path.size() <= 2
        || path.size() == 3 && last.equals("parallel")
        || path.size() == 4 && path.get(2).equals("parallel");
  }

  private static List<String> below(List<String> path, String word) {
    return Stream.concat(path.stream(), Stream.of(word)).toList();
  }
}

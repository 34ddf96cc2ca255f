package io.conveyor.yaml;

import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.keys.StageKeys;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the files that a pipeline file includes, as deep as they go. */
final class Includes {

  static final String NO_MAPPING = "must be a mapping with the key 'stages'";

  /** Files that include each other twice, level by level, would soon be more than fit anywhere. */
  private static final int MOST = 1000;

  private final Variables variables;
  private int count;

  Includes(Variables variables) {
    this.variables = variables;
  }

  /** A file that is being read, and the file that it is, whatever links lead there. */
  private record Step(Path file, Path real) {}

  /**
   * Reads what a file includes.
   *
   * @param file the file
   * @param root what it holds
   * @param problems where problems of this file go
   * @throws BadValueException if it is no pipeline file at all
   */
  FileTree read(Path file, Yaml root, Problems problems) {
    return read(List.of(new Step(file, real(file))), root, problems);
  }

  private FileTree read(List<Step> chain, Yaml root, Problems problems) {
    if (!(root instanceof Yaml.Mapping mapping)) {
      throw new BadValueException(
          root.place(), ProblemKind.WRONG_TYPE, NO_MAPPING + ", but is " + root.describe());
    }
    Map<Place, FileTree> included = new LinkedHashMap<>();
    for (Yaml row : rows(mapping)) {
      if (isInclude(row)) {
        Fields fields = new Fields(StageKeys.OF_INCLUDE, (Yaml.Mapping) row, problems);
        fields.with(
            StageKeys.INCLUDE,
            value ->
                include(chain, value, problems)
                    .ifPresent(below -> included.put(row.place(), below)));
        fields.rejectOthers();
      }
    }
    Fields fields = new Fields(PipelineKeys.OF_PIPELINE, mapping, problems);
    return new FileTree(chain.get(chain.size() - 1).file(), fields, problems, variables, included);
  }

  /**
   * Returns what an included file holds. One that is something else altogether may hold what is not
   * for everyone to see, so nothing of it is quoted.
   */
  private Yaml pipeline(Path file, Problems problems) {
    SourceText text = SourceText.read(file);
    try {
      Variables none = new Variables(Map.of(), secret -> {});
      Yaml root = YamlParser.parse(text, none, new Problems());
      if (root instanceof Yaml.Mapping mapping && has(mapping, "stages")) {
        return YamlParser.parse(text, variables, problems);
      }
    } catch (BadValueException e) {
      throw new BadValueException(e.place().withoutText(), e.problem());
    }
    throw new BadValueException(
        Place.whole(file.toString()),
        ProblemKind.UNUSABLE_FILE,
        "is no pipeline file: it has no key 'stages'");
  }

  private static boolean has(Yaml.Mapping mapping, String key) {
    return mapping.entries().stream().anyMatch(entry -> entry.name().equals(key));
  }

  private static List<Yaml> rows(Yaml.Mapping mapping) {
    Optional<Yaml> stages =
        mapping.entries().stream()
            .filter(entry -> entry.name().equals("stages"))
            .map(Yaml.Entry::value)
            .findFirst();
    return stages.isPresent() && stages.get() instanceof Yaml.Sequence sequence
        ? sequence.items()
        : List.of();
  }

  /** Returns whether a row stands for the rows of another file. */
  static boolean isInclude(Yaml row) {
    return row instanceof Yaml.Mapping mapping && has(mapping, "include");
  }

  private Optional<FileTree> include(List<Step> chain, Value value, Problems problems) {
    Path including = chain.get(chain.size() - 1).file();
    Path file = value.existingFile(including);
    Step step = new Step(file, real(file));
    List<Step> longer = new ArrayList<>(chain);
    longer.add(step);
    if (chain.stream().anyMatch(above -> above.real().equals(step.real()))) {
      throw value.problem(ProblemKind.INCLUDE_CYCLE, "includes itself: " + shown(longer));
    }
    if (++count > MOST) {
      throw value.problem(ProblemKind.BEYOND_LIMIT, "more than " + MOST + " files are included");
    }
    Problems own = problems.includedAt(value.node().place());
    try {
      return Optional.of(read(longer, pipeline(file, own), own));
    } catch (BadValueException e) {
      own.add(e);
      return Optional.empty();
    }
  }

  private static String shown(List<Step> chain) {
    return chain.stream()
        .map(step -> step.file().toString())
        .collect(Collectors.joining(" includes "));
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      // Reading it says what is wrong.
      return file.toAbsolutePath().normalize();
    }
  }
}

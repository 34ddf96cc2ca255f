package io.conveyor.yaml.cases;

import io.conveyor.Pipeline;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.text.BadValueException;
import io.conveyor.yaml.text.Fields;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.SourceText;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Variables;
import io.conveyor.yaml.text.Yaml;
import io.conveyor.yaml.text.YamlParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads all cases of a pipeline. What is wrong becomes a problem. */
public final class Cases {

  private static final Pattern BESIDE = Pattern.compile("(.+)\\.tests(\\.ya?ml)");

  private final Pipeline whole;
  private final boolean hasInputs;
  private final Problems problems;
  private final List<Case> read = new ArrayList<>();
  private final Map<String, Place> names = new HashMap<>();

  /**
   * Creates a reader.
   *
   * @param whole the pipeline, without problems
   * @param hasInputs whether it has inputs of its own
   * @param problems where problems go
   */
  public Cases(Pipeline whole, boolean hasInputs, Problems problems) {
    this.whole = whole;
    this.hasInputs = hasInputs;
    this.problems = problems;
  }

  /** Returns the pipeline file that a file of cases is of; others as they are. */
  public static Path pipelineOf(Path file) {
    return file.resolveSibling(BESIDE.matcher(nameOf(file)).replaceFirst("$1$2"));
  }

  /** Returns where the cases of a pipeline file are that stand beside it, if there are any. */
  public static Path beside(Path pipeline) {
    String name = nameOf(pipeline);
    String end = name.endsWith(".yml") ? ".yml" : ".yaml";
    String base = name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    return pipeline.resolveSibling(base + ".tests" + end);
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Returns the cases read so far. */
  public List<Case> list() {
    return List.copyOf(read);
  }

  /**
   * Reads the cases of the file beside that of the pipeline, if there is one.
   *
   * @param pipeline the file of the pipeline
   * @param variables what stands for variables
   */
  public void readBeside(Path pipeline, Variables variables) {
    Path file = beside(pipeline);
    if (Files.exists(file)) {
      try {
        read(file, YamlParser.parse(SourceText.read(file), variables, problems));
      } catch (BadValueException e) {
        problems.add(e);
      }
    }
  }

  private void read(Path file, Yaml root) {
    if (!(root instanceof Yaml.Mapping mapping)) {
      throw new BadValueException(
          root.place(),
          ProblemKind.WRONG_TYPE,
          "must be a mapping with the key 'tests', but is " + root.describe());
    }
    Fields fields = new Fields(CaseKeys.OF_TESTS, mapping, problems);
    fields.require(CaseKeys.OF_TESTS.first(), tests -> read(file, tests));
    fields.rejectOthers();
  }

  /**
   * Reads a list of cases.
   *
   * @param file the file it stands in
   * @param tests the list
   */
  public void read(Path file, Value tests) {
    try {
      tests.list().forEach(each -> readOne(file, each));
    } catch (BadValueException e) {
      problems.add(e);
    }
  }

  private void readOne(Path file, Value value) {
    try {
      Case one = new CaseReader(value, file, whole, problems).read(hasInputs);
      Place before = names.putIfAbsent(one.name(), one.place());
      if (before != null) {
        problems.add(one.place(), duplicate(one.name(), before));
      }
      read.add(one);
    } catch (BadValueException e) {
      problems.add(e);
    }
  }

  private static Problem duplicate(String name, Place before) {
    return Problem.of(
        ProblemKind.DUPLICATE_NAME,
        "two cases are called '%s': the other is at %s".formatted(name, before.where()));
  }
}

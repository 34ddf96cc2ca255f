package io.conveyor.yaml;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.jobs.Binding;
import io.conveyor.yaml.keys.PipelineKeys;
import io.conveyor.yaml.text.Value;
import io.conveyor.yaml.text.Yaml;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the rows of a file, with those of the files it includes in their places. */
final class RowReader {

  private final BiFunction<String, Binding, Processor> jobs;
  private final StageNames names = new StageNames();

  /**
   * Creates a reader.
   *
   * @param jobs finds what a processor names
   */
  RowReader(BiFunction<String, Binding, Processor> jobs) {
    this.jobs = jobs;
  }

  /**
   * Returns all rows of a file.
   *
   * @param file the file, with those it includes
   */
  List<ReadRow> rows(FileTree file) {
    ProcessorReader processors = new ProcessorReader(jobs, file);
    StageReader stages = new StageReader(processors, file.problems());
    List<ReadRow> own = new ArrayList<>();
    file.fields()
        .require(
            PipelineKeys.STAGES,
            value -> nonEmpty(value).forEach(row -> own.add(row(file, row.node(), stages))));
    List<ReadRow> called = calledAfterJobs(own);
    return named(called, PipelineNames.of(file)).stream()
        .flatMap(row -> expanded(file, row))
        .toList();
  }

  private static List<Value> nonEmpty(Value stages) {
    List<Value> rows = stages.list();
    if (rows.isEmpty()) {
      throw stages.problem(
          ProblemKind.MALFORMED_ROW, "is empty; a pipeline needs at least one stage");
    }
    return rows;
  }

  private static ReadRow row(FileTree file, Yaml node, StageReader stages) {
    List<Stage> read = Includes.isInclude(node) ? null : stages.row(node);
    return new ReadRow(node, read, file.problems());
  }

  private Stream<ReadRow> expanded(FileTree file, ReadRow row) {
    FileTree included = file.included().get(row.place());
    return included == null ? Stream.of(row) : rows(included).stream();
  }

  private static List<ReadRow> calledAfterJobs(List<ReadRow> rows) {
    IdentityHashMap<Yaml, String> called = JobNames.of(rows.stream().map(ReadRow::node).toList());
    return rows.stream().map(row -> calledAfterJobs(row, called)).toList();
  }

  private static ReadRow calledAfterJobs(ReadRow row, IdentityHashMap<Yaml, String> called) {
    List<Stage> stages = row.stages();
    List<Yaml> nodes = JobNames.stages(row.node());
    if (stages == null || stages.size() != nodes.size()) {
      return row;
    }
    List<Stage> all = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      String name = called.get(nodes.get(i));
      all.add(
          name != null && !JobNames.isNamed(nodes.get(i)) && stages.get(i) instanceof Processor own
              ? own.name(name)
              : stages.get(i));
    }
    return new ReadRow(row.node(), all, row.problems());
  }

  /** A file's names are claimed before those of what it includes, and so go before them. */
  private List<ReadRow> named(List<ReadRow> rows, String pipeline) {
    Set<String> given =
        rows.stream()
            .flatMap(row -> row.stages() == null ? Stream.of() : row.stages().stream())
            .map(RowReader::name)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    Map<String, String> free = names.claim(given, pipeline);
    return rows.stream().map(row -> renamed(row, free)).toList();
  }

  private static ReadRow renamed(ReadRow row, Map<String, String> free) {
    List<Stage> stages = row.stages();
    if (stages == null) {
      return row;
    }
    try {
      List<Stage> renamed = stages.stream().map(stage -> renamed(stage, free)).toList();
      return new ReadRow(row.node(), renamed, row.problems());
    } catch (InvalidPipelineException e) {
      row.problems().add(row.place(), e);
      return row;
    }
  }

  private static Stage renamed(Stage stage, Map<String, String> free) {
    String name = name(stage);
    return stage instanceof Processor processor && !name.equals(free.getOrDefault(name, name))
        ? processor.name(free.getOrDefault(name, name))
        : stage;
  }

  private static String name(Stage stage) {
    return stage instanceof Processor processor ? processor.name() : "";
  }
}

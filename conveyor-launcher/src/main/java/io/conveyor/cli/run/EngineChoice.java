package io.conveyor.cli.run;

import io.conveyor.cli.terminal.Console;
import io.conveyor.yaml.PipelineFile;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which pipeline a command is about, and for which engine. */
public final class EngineChoice {

  @Mixin private PipelineOptions pipeline = new PipelineOptions();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = EngineNames.class,
      description =
          "processes (the default), sequential (everything in one process and one thread), or"
              + " another engine of the class path.")
  private @Nullable String engine;

  public Path file() {
    return pipeline.file();
  }

  /** Returns the files that the pipeline is read from, with the words for each. */
  public Map<Path, String> used(PipelineFile read) {
    Map<Path, String> used = new LinkedHashMap<>();
    pipeline.variableFiles().forEach(file -> used.put(file, "a file of variables"));
    read.files().forEach(file -> used.put(file, "a file of the pipeline"));
    return used;
  }

  /** Returns what variables of files stand for; their secrets are masked from then on. */
  public Variables variables(Console console) {
    return pipeline.variables(console);
  }

  /**
   * Reads a file for the engine.
   *
   * @param problems where all that is wrong goes
   */
  public PipelineFile check(Path file, Variables variables, Problems problems) {
    return pipeline.check(file, engine, variables, problems);
  }

  /** Reads the file for the engine. */
  public PipelineFile load(Console console) {
    return load(console, wrong -> {});
  }

  /**
   * Reads the file for the engine.
   *
   * @param suspects gets the files of which one is wrong, if one is
   */
  PipelineFile load(Console console, Consumer<Collection<Path>> suspects) {
    Problems problems = new Problems();
    PipelineFile read = check(file(), variables(console), problems);
    if (problems.count() > 0) {
      read.close();
      suspects.accept(
          Stream.of(named().stream(), read.files().stream(), places(problems))
              .flatMap(files -> files)
              .collect(Collectors.toSet()));
      problems.throwIfAny();
    }
    return read;
  }

  private static Stream<Path> places(Problems problems) {
    return problems.list().stream().map(finding -> Path.of(finding.place().source()));
  }

  /** Returns the files that the command line names. */
  List<Path> named() {
    return Stream.concat(Stream.of(file()), pipeline.variableFiles().stream()).toList();
  }
}

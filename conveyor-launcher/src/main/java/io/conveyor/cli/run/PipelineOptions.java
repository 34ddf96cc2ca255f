package io.conveyor.cli.run;

import io.conveyor.cli.terminal.Console;
import io.conveyor.yaml.PipelineFile;
import io.conveyor.yaml.text.Problems;
import io.conveyor.yaml.text.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pipeline a command is about: its file, and changes to it. */
public final class PipelineOptions {

  @Parameters(index = "0", paramLabel = "PIPELINE.yaml", description = "The pipeline file.")
  private Path file = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description =
          "Changes the file: stages.1.workers=4 sets a value, which may be any YAML;"
              + " stages.1.window= drops a key. Items of lists are counted from 0. Can be given"
              + " several times.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--no-cache",
      description =
          "Compiles the file's sources even if their classes were kept by an earlier command, and"
              + " keeps none.")
  private boolean uncached;

  @Mixin private VariableOptions variables = new VariableOptions();

  public Path file() {
    return file;
  }

  List<Path> variableFiles() {
    return variables.files();
  }

  /** Reads the file, for the engine that it asks for. */
  public PipelineFile load(Console console) {
    return load(null, console);
  }

  /**
   * Reads the file.
   *
   * @param engine the engine to read it for, or null for that of the file. It is an override like
   *     others, so that what it refuses has its place in the file.
   * @param console where its secrets must not be shown
   */
  PipelineFile load(@Nullable String engine, Console console) {
    return PipelineFile.load(file, overrides(engine), variables(console), !uncached);
  }

  /** Returns what variables of files stand for; their secrets are masked from then on. */
  public Variables variables(Console console) {
    return variables.read(console);
  }

  /**
   * Reads another file.
   *
   * @param engine the engine to read it for, or null for that of the file
   * @param found where all that is wrong goes
   */
  public PipelineFile check(
      Path another, @Nullable String engine, Variables variables, Problems found) {
    return PipelineFile.check(another, overrides(engine), variables, !uncached, found);
  }

  private List<String> overrides(@Nullable String engine) {
    List<String> all = new ArrayList<>(overrides);
    if (engine != null) {
      all.add("engine=" + engine);
    }
    return all;
  }
}

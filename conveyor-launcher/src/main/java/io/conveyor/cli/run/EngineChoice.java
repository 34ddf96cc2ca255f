package io.conveyor.cli.run;

import io.conveyor.cli.terminal.Console;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.List;
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

  List<Path> variableFiles() {
    return pipeline.variableFiles();
  }

  /** Reads the file for the engine. */
  public PipelineFile load(Console console) {
    return pipeline.load(engine, console);
  }
}

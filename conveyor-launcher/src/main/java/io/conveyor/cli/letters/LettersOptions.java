package io.conveyor.cli.letters;

import io.conveyor.cli.run.VariableOptions;
import io.conveyor.cli.terminal.Console;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about: all of a directory. */
final class LettersOptions {

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "The directory of dead letters. Default: that of --pipeline.")
  private @Nullable Path directory;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "PIPELINE.yaml",
      description =
          "The pipeline file whose dead letters they are, and that has the classes of their"
              + " blocks.")
  private @Nullable Path pipeline;

  @Mixin private VariableOptions variables = new VariableOptions();

  Letters open(Console console) {
    return Letters.open(directory, pipeline, () -> variables.read(console));
  }
}

package io.conveyor.cli;

import io.conveyor.cli.run.RunOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.processes.PowerLoss;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a pipeline file. */
@Command(
    name = "validate",
    description = "Checks everything about a pipeline that can be checked without starting it.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Reports every problem at once, with its place, and exits with 2 if there is any.",
      "Says if a run with --dir would have no checkpoints, and why.",
      "",
      "Example:",
      "  conveyor validate examples/fourth-root.yaml"
    })
final class ValidateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "PIPELINE.yaml", description = "The pipeline file.")
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
      names = "--engine",
      paramLabel = "NAME",
      description = "The engine to check it for: processes (the default), sequential, or another.")
  private @Nullable String engine;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also draws the pipeline.")
  private boolean verbose;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (PipelineFile read = PipelineFile.load(file, RunOptions.overrides(overrides, engine))) {
      if (verbose) {
        console.printOut().println(read.pipeline().topology());
      }
      console.say(file + ": valid");
      read.unused().forEach(console::say);
      String anew = PowerLoss.whyAnew(read.pipeline().topology());
      if (anew != null) {
        console.say(
            "%s: no checkpoints: a run with --dir starts over after a loss of power, as %s"
                .formatted(file, anew));
      }
    }
    return 0;
  }
}

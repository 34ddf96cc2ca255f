package io.conveyor.cli;

import io.conveyor.cli.run.EngineChoice;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.rundir.PowerLoss;
import io.conveyor.yaml.PipelineFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private EngineChoice pipeline = new EngineChoice();

  @Option(
      names = {"-v", "--verbose"},
      description = "Also draws the pipeline.")
  private boolean verbose;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String file = Controls.name(pipeline.file().toString());
    try (PipelineFile read = pipeline.load(console)) {
      if (verbose) {
        console.printOut().println(read.pipeline().topology());
      }
      console.say(file + ": valid");
      read.remarksOfInputs().forEach(console::say);
      read.remarks().forEach(console::say);
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

package io.conveyor.cli;

import io.conveyor.Pipeline;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a pipeline file. */
@Command(
    name = "run",
    description = "Runs a pipeline over its inputs, and writes what leaves its last row.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Inputs come from --input; else from 'input' in the file, whatever stdin is;",
      "else from stdin, unless that is a terminal.",
      "",
      "Ctrl-C ends the run in order; a second one ends it by force. Exit codes are",
      "those that 'conveyor --help' lists.",
      "",
      "Examples:",
      "  conveyor run examples/fourth-root.yaml",
      "  seq 1000000 | conveyor run examples/plus-one.yaml > out"
    })
final class RunCommand implements Callable<Integer> {

  private final Console console;
  private final Interrupts interrupts;

  @Parameters(paramLabel = "PIPELINE.yaml", description = "The pipeline file.")
  private Path file = Path.of("");

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = "Reads the inputs from a file; - is stdin.")
  private @Nullable String input;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description =
          "What inputs that are read look like: lines of text, or jsonl, a JSON value a line."
              + " Default: lines.")
  private Format inputFormat = Format.LINES;

  @Mixin private RunOptions options = new RunOptions();

  RunCommand(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  @Override
  public Integer call() throws Exception {
    Logs.configure(options.isVerbose());
    try (PipelineFile read = options.load(file)) {
      Pipeline pipeline = options.configured(read.pipeline());
      Streams streams = new Streams(console);
      int largestBlock = pipeline.settings().largestBlockBytes();
      try (Inputs inputs = streams.inputs(input, read.inputs(), inputFormat, largestBlock);
          Output results = options.open(streams)) {
        Run run = new Run(console, interrupts, pipeline, options);
        int exitCode = run.over(inputs, results);
        tellOfDeadLetters(run.deadLettered(), pipeline);
        return exitCode;
      }
    }
  }

  private void tellOfDeadLetters(long count, Pipeline pipeline) {
    if (count > 0 && !options.isQuiet()) {
      Path place = DeadLetterBox.directory(pipeline.name(), pipeline.settings());
      console.say(
          "conveyor: %d %s put aside; see 'conveyor dead-letters list %s'"
              .formatted(count, count == 1 ? "block was" : "blocks were", place));
    }
  }
}

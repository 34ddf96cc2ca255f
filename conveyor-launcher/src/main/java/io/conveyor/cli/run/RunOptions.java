package io.conveyor.cli.run;

import io.conveyor.cli.formats.Format;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.yaml.PipelineFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said of a run, whatever it runs over. */
public final class RunOptions {

  @Mixin private EngineOptions pipeline = new EngineOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the results to a file; - is stdout, the default.")
  private String output = Streams.STANDARD;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      description = "How results are written: lines or jsonl. Default: lines.")
  private Format outputFormat = Format.LINES;

  @Option(
      names = {"-q", "--quiet"},
      description = "Says nothing but errors.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Says where the pipeline runs and at the end what each stage did, and reports errors"
              + " in more detail.")
  private boolean verbose;

  public boolean isQuiet() {
    return quiet;
  }

  public boolean isVerbose() {
    return verbose;
  }

  Format outputFormat() {
    return outputFormat;
  }

  /** Returns the file for the results, or {@link Streams#STANDARD}. */
  public String output() {
    return output;
  }

  /** Reads the pipeline file. */
  public PipelineFile load() {
    return pipeline.load();
  }
}

package io.conveyor.cli.run;

import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Rows;
import io.conveyor.cli.report.PostMortemOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Logs;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.yaml.PipelineFile;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said of a run, whatever it runs over. */
public final class RunOptions {

  @Mixin private EngineChoice pipeline = new EngineChoice();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the results to a file; - is stdout, the default.")
  private String output = Streams.STANDARD;

  @Option(
      names = "--append",
      description =
          "Adds the results to the --output file as they come. Without, they are written beside it,"
              + " and take its place when the run has ended well.")
  private boolean append;

  @Option(
      names = "--output-format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description = "How results are written: lines, jsonl, csv or tsv. Default: lines.")
  private Format outputFormat = Format.LINES;

  @Mixin private CsvOptions csv = new CsvOptions();

  private @Nullable Rows rows;

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

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "What is said, logged and printed on stderr: text, or json, an object on each line, with"
              + " events of workers, blocks and runs. Default: text.")
  private LogFormat logFormat = LogFormat.TEXT;

  @Mixin private PostMortemOptions postMortem = new PostMortemOptions();

  public boolean isQuiet() {
    return quiet;
  }

  public boolean isVerbose() {
    return verbose;
  }

  Format outputFormat() {
    return outputFormat;
  }

  CsvDialect csv() {
    return csv.dialect();
  }

  /** Refuses options of rows of values if no such rows are read, or written. */
  void requireUsed(Format inputs) {
    csv.requireUsed(inputs, outputFormat);
  }

  /** Returns what writes the results, of all runs into the one output. */
  Rows rows() {
    Rows all = rows;
    if (all == null) {
      all = outputFormat.rows(csv());
      rows = all;
    }
    return all;
  }

  /** Returns the file for the results, or {@link Streams#STANDARD}. */
  String output() {
    return output.equals("/dev/stdout") ? Streams.STANDARD : output;
  }

  boolean isAppending() {
    return append;
  }

  /**
   * Opens where the results go.
   *
   * @param read the pipeline, no file of which they may overwrite
   */
  public Output openOutput(Console console, PipelineFile read) {
    return openOutput(console, used(read));
  }

  Output openOutput(Console console, Map<Path, String> used) {
    Streams streams = new Streams(console);
    return append ? streams.append(output(), used) : streams.output(output(), used);
  }

  /** Returns what a run reads, with the words for it. */
  Map<Path, String> used(PipelineFile read) {
    return pipeline.used(read);
  }

  /** Returns the files that the command line names, to be read into the pipeline. */
  List<Path> named() {
    return pipeline.named();
  }

  /** Reads the pipeline file, and says what is worth a remark in it. */
  public PipelineFile load(Console console) {
    return load(console, wrong -> {});
  }

  /**
   * Likewise.
   *
   * @param suspects gets the files of which one is wrong, if one is
   */
  PipelineFile load(Console console, Consumer<Collection<Path>> suspects) {
    Logs.configure(verbose, quiet);
    if (logFormat == LogFormat.JSON) {
      console.sayAsJson();
    }
    PipelineFile read = pipeline.load(console, suspects);
    postMortem.applyTo(read.pipeline());
    if (logFormat == LogFormat.JSON) {
      read.pipeline().onEvent(new EventLog(console, quiet));
    }
    if (!quiet) {
      read.remarks().forEach(remark -> console.warn("conveyor: " + remark.remark()));
    }
    return read;
  }
}

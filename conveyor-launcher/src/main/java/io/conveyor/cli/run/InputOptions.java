package io.conveyor.cli.run;

import io.conveyor.Pipeline;
import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Streams;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a pipeline is run over. */
public final class InputOptions {

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description =
          "Reads the inputs from a file; - is stdin. Default: 'input' in the pipeline file.")
  private @Nullable String input;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      description =
          "What inputs that are read look like: lines of text; jsonl, a JSON value a line; csv or"
              + " tsv, rows of values. Default: lines.")
  private Format format = Format.LINES;

  /** Returns the file that was asked for, {@link Streams#STANDARD}, or null. */
  public @Nullable String input() {
    return input;
  }

  Format format() {
    return format;
  }

  /** Returns whether blocks are lines of text because nothing else was asked for. */
  boolean isText(@Nullable List<Object> ofFile) {
    return format == Format.LINES && (input != null || ofFile == null);
  }

  /**
   * Opens the inputs.
   *
   * @param ofFile the inputs in the pipeline file, if any
   * @param dialect how values are told apart in rows
   */
  public InputBlocks open(
      Console console, Pipeline pipeline, @Nullable List<Object> ofFile, CsvDialect dialect) {
    int largestBlock = Math.toIntExact(pipeline.settings().largestBlockBytes());
    return new Streams(console).inputs(input, ofFile, format, dialect, largestBlock);
  }
}

package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.cli.files.InputFiles;
import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Streams;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a pipeline is run over. */
public final class InputOptions {

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      description = {
        "Reads the inputs from a file, or from several: it may be given again, and be a pattern in"
            + " quotes such as 'logs/**/*.gz'. .gz and .zst are decompressed; - is stdin. Default:"
            + " 'input' in the pipeline file."
      })
  private List<String> inputs = List.of();

  private @Nullable List<String> files;

  @Option(
      names = "--input-format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description =
          "What inputs that are read look like: lines of text; jsonl, a JSON value a line; csv or"
              + " tsv, rows of values. Default: lines.")
  private @Nullable Format format;

  /** Returns whether files were asked for. */
  public boolean isGiven() {
    return !inputs.isEmpty();
  }

  /** Returns the files that were asked for, {@link Streams#STANDARD} for stdin. */
  public List<String> files() {
    List<String> all = files;
    if (all == null) {
      all = inputs.stream().flatMap(input -> InputFiles.named(input).stream()).toList();
      files = all;
    }
    return all;
  }

  /** Returns the files that are there now, of those that were asked for. */
  List<Path> present() {
    return inputs.stream()
        .flatMap(input -> InputFiles.named(input).stream())
        .filter(input -> !input.equals(Streams.STANDARD))
        .map(Path::of)
        .toList();
  }

  /** Adds the files to those that results must not overwrite. */
  void addTo(Map<Path, String> used) {
    for (String input : files()) {
      if (!input.equals(Streams.STANDARD)) {
        used.put(Path.of(input), "the input");
      }
    }
  }

  /**
   * Returns what can be read only once, as stdin and a FIFO; null if there is nothing of that kind.
   *
   * @param others whether inputs come from elsewhere if none are asked for
   */
  @Nullable String readOnce(boolean others) {
    if (isGiven() ? files().contains(Streams.STANDARD) : !others) {
      return "stdin";
    }
    return files().stream()
        .filter(file -> Files.exists(Path.of(file)) && !Files.isDirectory(Path.of(file)))
        .filter(file -> !Files.isRegularFile(Path.of(file)))
        .findFirst()
        .orElse(null);
  }

  /** Returns whether what was asked for is files alone, which give the same once more. */
  boolean isReadableAgain() {
    return isGiven() && files().stream().allMatch(file -> Files.isRegularFile(Path.of(file)));
  }

  Format format() {
    Format given = format;
    return given == null ? Format.LINES : given;
  }

  /**
   * Refuses a format where nothing is read.
   *
   * @param why why that is so
   */
  void requireNoFormat(String why) {
    if (format != null) {
      throw new ConveyorException(
          Category.USAGE,
          "--input-format: %s, so nothing is read that has a format; leave it out, or name the inputs with --input"
              .formatted(why));
    }
  }

  /** Returns whether blocks are lines of text because nothing else was asked for. */
  boolean isText(@Nullable List<Object> ofFile) {
    return format() == Format.LINES && (isGiven() || ofFile == null);
  }

  /**
   * Opens the inputs.
   *
   * @param ofFile the inputs in the pipeline file, if any
   * @param dialect how values are told apart in rows
   */
  public InputBlocks open(
      Console console, Pipeline pipeline, @Nullable List<Object> ofFile, CsvDialect dialect) {
    if (!isGiven() && ofFile != null) {
      requireNoFormat("the inputs are those under 'input' in the pipeline file");
      return InputBlocks.of(ofFile);
    }
    int largestBlock = Math.toIntExact(pipeline.settings().largestBlockBytes());
    return new Streams(console).inputs(files(), format(), dialect, largestBlock);
  }
}

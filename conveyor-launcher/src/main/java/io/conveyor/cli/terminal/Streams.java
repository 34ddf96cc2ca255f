package io.conveyor.cli.terminal;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.files.InputWitness;
import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.SeveralInputs;
import io.conveyor.cli.formats.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Opens what a run reads and writes. */
public final class Streams {

  /** Stands for stdin or stdout where a file could be named. */
  public static final String STANDARD = "-";

  private final Console console;
  private final OutputFiles files;

  public Streams(Console console) {
    this.console = console;
    this.files = new OutputFiles(console);
  }

  /**
   * Returns the inputs of a run.
   *
   * @param files those asked for; none for stdin
   * @param format what is in a file, or in stdin
   * @param dialect how values are told apart in rows
   * @param longestLine the most bytes that a line of these may have
   */
  public InputBlocks inputs(
      List<String> files, Format format, CsvDialect dialect, int longestLine) {
    if (files.isEmpty() && console.terminal().in()) {
      throw new ConveyorException(
          Category.USAGE,
          "no inputs: the pipeline file has no 'input', and stdin is a terminal; name a file with"
              + " --input, or pipe the inputs in (--input - reads what you type)");
    }
    InputFile.requireAll(files);
    List<Source> sources =
        (files.isEmpty() ? List.of(STANDARD) : files)
            .stream().map(file -> source(file, longestLine)).toList();
    return sources.size() == 1
        ? format.read(sources.get(0), dialect)
        : new SeveralInputs(sources, source -> format.read(source, dialect));
  }

  private Source source(String file, int longestLine) {
    if (!file.equals(STANDARD)) {
      return InputFile.source(file, longestLine);
    }
    InputWitness witness = new InputWitness("stdin");
    return new Source("stdin", () -> witness.watch(console.in()), 0, null, longestLine, witness);
  }

  /**
   * Returns where the results go. A file that is there is replaced when they are complete.
   *
   * @param used what the results must not overwrite, with the words for it
   */
  public Output output(String option, Map<Path, String> used) {
    return open(option, used, files::replacing);
  }

  /** As {@link #output}, but adds to a file that is there. */
  public Output append(String option, Map<Path, String> used) {
    return open(option, used, files::appending);
  }

  /** As {@link #output}, for a run that may have been begun before. */
  public Output resume(String option, Map<Path, String> used) {
    return open(option, used, files::resuming);
  }

  /**
   * Refuses an output that would overwrite something else.
   *
   * @param used what it must not overwrite, with the words for it
   */
  public static void requireNoneOf(String option, Map<Path, String> used) {
    OutputFiles.requireNoneOf(option, used);
  }

  private Output open(String option, Map<Path, String> used, Function<String, Output> open) {
    OutputFiles.requireNoneOf(option, used);
    return option.equals(STANDARD) ? new Output(console.out()) : open.apply(option);
  }
}

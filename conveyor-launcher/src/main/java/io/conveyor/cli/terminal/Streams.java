package io.conveyor.cli.terminal;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
   * @param option the file asked for, if any
   * @param ofFile the inputs in the pipeline file, if any
   * @param format what is in a file, or in stdin
   * @param dialect how values are told apart in rows
   * @param longestLine the most bytes that a line of these may have
   */
  public InputBlocks inputs(
      @Nullable String option,
      @Nullable List<Object> ofFile,
      Format format,
      CsvDialect dialect,
      int longestLine) {
    if (option == null && ofFile != null) {
      return InputBlocks.of(ofFile);
    }
    if (option == null && console.terminal().in()) {
      throw new ConveyorException(
          Category.USAGE,
          "no inputs: the pipeline file has no 'input', and stdin is a terminal; name a file with"
              + " --input, or pipe the inputs in (--input - reads what you type)");
    }
    if (option == null || option.equals(STANDARD)) {
      return format.read(new Source("stdin", console::in, 0, longestLine), dialect);
    }
    Path file = Path.of(option);
    long size = Files.isRegularFile(file) ? file.toFile().length() : 0;
    return format.read(
        new Source(Controls.name(option), () -> open(option), size, longestLine), dialect);
  }

  private static InputStream open(String file) {
    try {
      if (Files.isDirectory(Path.of(file))) {
        throw new ConveyorException(
            Category.USAGE, "--input " + Controls.name(file) + ": is a directory");
      }
      return Channels.newInputStream(FileChannel.open(Path.of(file), StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new ConveyorException(
          Category.USAGE, "--input " + Controls.name(file) + ": no such file", e);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.USAGE, "--input " + Controls.name(file) + ": cannot be read: " + e, e);
    }
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

  private Output open(String option, Map<Path, String> used, Function<String, Output> open) {
    OutputFiles.requireNoneOf(option, used);
    return option.equals(STANDARD) ? new Output(console.out()) : open.apply(option);
  }
}

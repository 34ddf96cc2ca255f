package io.conveyor.cli.report;

import io.conveyor.cli.observe.RunObserver;
import io.conveyor.cli.terminal.Console;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Says where the report of a run goes. */
public final class ReportOptions {

  static final String PAGE = ".html";
  private static final String DATA = ".json";

  @Option(
      names = "--report",
      paramLabel = "FILE",
      converter = Converter.class,
      description =
          "Writes at the end what the run did: a page for browsers if the file ends in .html, the"
              + " same for programs if it ends in .json.")
  private @Nullable Path file;

  /** Reads the name of the file. */
  static final class Converter implements ITypeConverter<Path> {

    @Override
    public Path convert(String text) {
      if (text.endsWith(PAGE) || text.endsWith(DATA)) {
        return Path.of(text);
      }
      throw new TypeConversionException("'%s' must end in %s or %s".formatted(text, PAGE, DATA));
    }
  }

  /** Adds the file of the report to those that results must not overwrite. */
  public void addTo(Map<Path, String> used) {
    if (file != null) {
      used.put(file, "the report");
    }
  }

  /**
   * Begins a report, if one is asked for.
   *
   * @throws io.conveyor.ConveyorException if it cannot be written
   */
  public RunObserver open(Console console) {
    Path asked = file;
    return asked == null ? RunObserver.NONE : new ReportFile(asked, console);
  }
}

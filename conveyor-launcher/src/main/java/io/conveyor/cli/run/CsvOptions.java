package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How values are told apart in rows, of inputs as of results. */
public final class CsvOptions {

  @Option(
      names = "--csv-separator",
      paramLabel = "CHARACTER",
      description = "What stands between two values with csv. Default: a comma.")
  private @Nullable Character separator;

  @Option(
      names = "--csv-quote",
      paramLabel = "CHARACTER",
      description = "What stands around values that need it with csv and tsv. Default: \".")
  private @Nullable Character quote;

  @Option(
      names = "--csv-header",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Whether the first row of csv and tsv names the columns. Default: it does; without, a"
              + " block is a list of texts.")
  private boolean header = true;

  public CsvDialect dialect() {
    return new CsvDialect(separator == null ? ',' : separator, quote == null ? '"' : quote, header);
  }

  /**
   * Refuses what says nothing of the formats that are read and written.
   *
   * @throws ConveyorException if there is such
   */
  void requireUsed(Format input, Format output) {
    Set<Format> formats = EnumSet.of(input, output);
    if (separator != null && !formats.contains(Format.CSV)) {
      throw unused("--csv-separator", "csv");
    }
    if (quote != null && !formats.contains(Format.CSV) && !formats.contains(Format.TSV)) {
      throw unused("--csv-quote", "csv or tsv");
    }
  }

  private static ConveyorException unused(String option, String formats) {
    return new ConveyorException(
        Category.USAGE,
        "%s: neither inputs nor results are %s; say so with --input-format or --output-format"
            .formatted(option, formats));
  }
}

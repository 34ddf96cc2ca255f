package io.conveyor.cli.run;

import io.conveyor.cli.formats.CsvDialect;
import picocli.CommandLine.Option;

/** How values are told apart in rows, of inputs as of results. */
public final class CsvOptions {

  @Option(
      names = "--csv-separator",
      paramLabel = "CHARACTER",
      description = "What stands between two values with csv. Default: a comma.")
  private char separator = ',';

  @Option(
      names = "--csv-quote",
      paramLabel = "CHARACTER",
      description = "What stands around values that need it with csv and tsv. Default: \".")
  private char quote = '"';

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
    return new CsvDialect(separator, quote, header);
  }
}

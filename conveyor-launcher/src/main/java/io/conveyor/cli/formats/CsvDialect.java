package io.conveyor.cli.formats;

/**
 * How values are told apart in rows of text.
 *
 * @param separator what stands between two values
 * @param quote what stands around a value that holds a separator, a quote or a line end
 * @param header whether the first row names the columns
 */
public record CsvDialect(char separator, char quote, boolean header) {

  private static final String SEPARATORS = ",;\t|";

  /** Returns which separator a header of a single column seems to have, or nothing. */
  String hint(String column) {
    return SEPARATORS
        .chars()
        .filter(other -> other != separator && column.indexOf(other) > 0)
        .mapToObj(other -> hint(column, (char) other))
        .findFirst()
        .orElse("");
  }

  private static String hint(String column, char other) {
    String option =
        switch (other) {
          case '\t' -> "--input-format tsv";
          case ',' -> "--input-format csv";
          default -> "--input-format csv --csv-separator '%s'".formatted(other);
        };
    return "the header has the one column '%s'; with %s it has %d"
        .formatted(
            InputBlocks.cut(column), option, column.chars().filter(c -> c == other).count() + 1);
  }

  /** Returns the dialect with another separator. */
  CsvDialect separatedBy(char other) {
    return new CsvDialect(other, quote, header);
  }
}

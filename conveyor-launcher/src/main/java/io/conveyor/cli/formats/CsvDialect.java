package io.conveyor.cli.formats;

/**
 * How values are told apart in rows of text.
 *
 * @param separator what stands between two values
 * @param quote what stands around a value that holds a separator, a quote or a line end
 * @param header whether the first row names the columns
 */
public record CsvDialect(char separator, char quote, boolean header) {

  /** Returns the dialect with another separator. */
  CsvDialect separatedBy(char other) {
    return new CsvDialect(other, quote, header);
  }
}

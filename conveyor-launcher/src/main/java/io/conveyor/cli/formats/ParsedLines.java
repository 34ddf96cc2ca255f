package io.conveyor.cli.formats;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a block of each line. */
final class ParsedLines extends SourceBlocks {

  private final LineReader lines;
  private final Function<LineReader, @Nullable Object> parser;

  /**
   * Opens inputs.
   *
   * @param source where the lines are
   * @param parser makes a block of the line that the reader is at, or null if it says nothing
   */
  ParsedLines(Source source, Function<LineReader, @Nullable Object> parser) {
    super(source);
    this.parser = parser;
    this.lines = source.lines();
  }

  @Override
  @Nullable Object read() {
    Object block = null;
    while (block == null && lines.advance()) {
      block = parser.apply(lines);
    }
    return block;
  }

  @Override
  long line() {
    return lines.number();
  }

  @Override
  long consumed() {
    return lines.consumed();
  }

  @Override
  public void close() {
    lines.close();
  }
}

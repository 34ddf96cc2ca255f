package io.conveyor.cli.formats;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a block of each line. */
final class ParsedLines implements InputBlocks {

  private final Source source;
  private final LineReader lines;
  private final Function<LineReader, @Nullable Object> parser;
  private final LineNumbers numbers = new LineNumbers();
  private @Nullable Object ready;
  private long given;

  /**
   * Opens inputs.
   *
   * @param source where the lines are
   * @param parser makes a block of the line that the reader is at, or null if it says nothing
   */
  ParsedLines(Source source, Function<LineReader, @Nullable Object> parser) {
    this.source = source;
    this.parser = parser;
    this.lines = source.lines();
  }

  @Override
  public boolean hasNext() {
    while (ready == null && lines.advance()) {
      ready = parser.apply(lines);
    }
    return ready != null;
  }

  @Override
  public Object next() {
    Object block = hasNext() ? ready : null;
    if (block == null) {
      throw new NoSuchElementException("no more lines");
    }
    ready = null;
    numbers.note(given++, lines.number());
    return block;
  }

  @Override
  public double share() {
    return source.size() == 0 ? -1 : Math.min(1, lines.consumed() / (double) source.size());
  }

  @Override
  public @Nullable String place(long index) {
    long line = numbers.lineOf(index);
    return line == 0 ? null : source.place(line);
  }

  @Override
  public void close() {
    lines.close();
  }
}

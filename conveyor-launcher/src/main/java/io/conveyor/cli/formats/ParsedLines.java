package io.conveyor.cli.formats;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a block of each line. */
public final class ParsedLines implements InputBlocks {

  private final LineReader lines;
  private final Function<LineReader, @Nullable Object> parser;
  private @Nullable Object ready;

  /**
   * Creates inputs.
   *
   * @param lines the lines
   * @param parser makes a block of the line that the reader is at, or null if it says nothing
   */
  public ParsedLines(LineReader lines, Function<LineReader, @Nullable Object> parser) {
    this.lines = lines;
    this.parser = parser;
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
    return block;
  }

  @Override
  public void close() {
    lines.close();
  }
}

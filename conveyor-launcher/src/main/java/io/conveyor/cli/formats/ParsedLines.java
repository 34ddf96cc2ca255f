package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a block of each line. */
public final class ParsedLines implements InputBlocks {

  private final LineReader lines;
  private final Function<LineReader, @Nullable Object> parser;
  private final @Nullable Supplier<LineReader> again;
  private final long size;
  private final LineNumbers numbers = new LineNumbers();
  private @Nullable Object ready;
  private long given;

  /**
   * Creates inputs.
   *
   * @param lines the lines
   * @param parser makes a block of the line that the reader is at, or null if it says nothing
   * @param size how many bytes the lines have in all; 0 if that is not known
   * @param again reads the lines once more, to show one; null if that is not possible
   */
  public ParsedLines(
      LineReader lines,
      Function<LineReader, @Nullable Object> parser,
      long size,
      @Nullable Supplier<LineReader> again) {
    this.size = size;
    this.again = again;
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
    numbers.note(given++, lines.number());
    return block;
  }

  @Override
  public double share() {
    return size == 0 ? -1 : Math.min(1, lines.consumed() / (double) size);
  }

  @Override
  public @Nullable String place(long index) {
    long line = numbers.lineOf(index);
    return line == 0 ? null : "%s:%d%s".formatted(lines.name(), line, text(line));
  }

  private String text(long line) {
    if (again == null) {
      return "";
    }
    try (LineReader reader = again.get()) {
      while (reader.number() < line && reader.advance()) {
        // On the way to the line.
      }
      return reader.number() == line ? ": " + InputBlocks.cut(reader.text()) : "";
    } catch (ConveyorException e) {
      // The file is gone, or has changed: its name and the line must do.
      return "";
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}

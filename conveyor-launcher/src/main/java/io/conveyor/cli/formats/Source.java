package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import java.io.InputStream;
import java.util.function.Supplier;

/**
 * Where inputs are read from.
 *
 * @param name what messages call it
 * @param open opens it
 * @param size how many bytes it has; 0 if that is not known, and it can be read but once
 * @param longest the most bytes that a line or a row may have
 */
public record Source(String name, Supplier<InputStream> open, long size, int longest) {

  /** Returns its lines. */
  LineReader lines() {
    return new LineReader(name, open.get(), longest);
  }

  /** Returns a place in it, with the line in short if it can be read again. */
  String place(long line) {
    return "%s:%d%s".formatted(name, line, text(line));
  }

  private String text(long line) {
    if (size == 0) {
      return "";
    }
    try (LineReader reader = lines()) {
      while (reader.number() < line && reader.advance()) {
        // On the way to the line.
      }
      return reader.number() == line ? ": " + InputBlocks.cut(reader.text()) : "";
    } catch (ConveyorException e) {
      // The file is gone, or has changed: its name and the line must do.
      return "";
    }
  }
}

package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.cli.files.InputWitness;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where inputs are read from.
 *
 * @param name what messages call it
 * @param open opens it
 * @param size how many bytes the file has; 0 if that is not known, and it can be read but once
 * @param packed how many of the file's bytes were read; null if what is read is what the file has
 * @param longest the most bytes that a line or a row may have
 * @param witness knows the bytes of what can be read but once; else null
 */
public record Source(
    String name,
    Supplier<InputStream> open,
    long size,
    @Nullable LongSupplier packed,
    int longest,
    @Nullable InputWitness witness) {

  /** Returns which share of it has been read, from 0 to 1; less than 0 if that is not known. */
  double share(long consumed) {
    long read = packed == null ? consumed : packed.getAsLong();
    return size == 0 ? -1 : Math.min(1, read / (double) size);
  }

  /** Returns its lines. */
  LineReader lines() {
    return new LineReader(name, open.get(), longest);
  }

  /** Returns a place in it, with the line in short, or its block if it cannot be read again. */
  String place(long line, String block) {
    String text = text(line);
    String shown = text.isEmpty() ? block : text;
    return "%s:%d%s".formatted(name, line, shown.isEmpty() ? "" : ": " + shown);
  }

  private String text(long line) {
    if (size == 0) {
      return "";
    }
    try (LineReader reader = lines()) {
      while (reader.number() < line && reader.advance()) {
        // On the way to the line.
      }
      return reader.number() == line ? InputBlocks.cut(reader.text()) : "";
    } catch (ConveyorException e) {
      // The file is gone, or has changed: its name and the line must do.
      return "";
    }
  }
}

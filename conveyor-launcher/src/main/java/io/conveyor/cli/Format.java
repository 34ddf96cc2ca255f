package io.conveyor.cli;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How blocks are written as lines. */
enum Format {
  /**
   * A block is a line of text, without its line end; any block is written as its toString has it.
   */
  LINES {
    @Override
    @Nullable Object parse(LineReader line) {
      return line.text();
    }

    @Override
    byte[] write(Object block) {
      return String.valueOf(block).getBytes(StandardCharsets.UTF_8);
    }
  },

  /** A block is a JSON value on a line of its own; empty lines mean nothing. */
  JSONL {
    @Override
    @Nullable Object parse(LineReader line) {
      return Json.parse(line);
    }

    @Override
    byte[] write(Object block) {
      return Json.write(block);
    }
  };

  /** Makes a block of the line that a reader is at; null if there is none on it. */
  abstract @Nullable Object parse(LineReader line);

  /** Returns a block as a line, without its end. */
  abstract byte[] write(Object block);
}

package io.conveyor.cli.formats;

import io.conveyor.stage.convert.BlockText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How blocks are written as lines. */
public enum Format {
  /**
   * A block is a line of text, without its line end; any block is written as {@link BlockText} has
   * it.
   */
  LINES {
    @Override
    public @Nullable Object parse(LineReader line) {
      return line.text();
    }

    @Override
    public byte[] write(Object block) {
      return BlockText.of(block).getBytes(StandardCharsets.UTF_8);
    }
  },

  /** A block is a JSON value on a line of its own; empty lines mean nothing. */
  JSONL {
    @Override
    public @Nullable Object parse(LineReader line) {
      return Json.parse(line);
    }

    @Override
    public byte[] write(Object block) {
      return Json.write(block);
    }
  };

  /** Makes a block of the line that a reader is at; null if there is none on it. */
  public abstract @Nullable Object parse(LineReader line);

  /** Returns a block as a line, without its end. */
  public abstract byte[] write(Object block);
}

package io.conveyor.cli.cases;

import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.InputBlocks;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Output;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.formats.Rows;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A file of what is expected.
 *
 * @param path where it is
 * @param format what is in it
 */
record Golden(Path path, Format format) {

  private static final int LONGEST_LINE = 1 << 30;

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Returns what is in it.
   *
   * @throws io.conveyor.ConveyorException if it cannot be read
   */
  List<Cell> cells(Console console) {
    Format read = format == Format.JSONL ? format : Format.LINES;
    List<Object> blocks = new ArrayList<>();
    try (InputBlocks inputs =
        new Streams(console).inputs(List.of(path.toString()), read, Cells.DIALECT, LONGEST_LINE)) {
      inputs.forEachRemaining(blocks::add);
    }
    return Cells.of(blocks, read);
  }

  /**
   * Replaces what is in it.
   *
   * @param blocks what is to be in it
   * @param used what must not be overwritten, with the words for it
   */
  void record(List<?> blocks, Console console, Map<Path, String> used) {
    try (Output out = new Streams(console).output(path.toString(), used)) {
      Rows rows = format.rows(Cells.DIALECT);
      LineBuffer line = new LineBuffer();
      for (Object block : blocks) {
        rows.add(block, line.clear());
        out.write(line);
      }
      out.complete();
    } catch (IOException e) {
      throw Reasons.unwritten(path.toString(), e);
    }
  }
}

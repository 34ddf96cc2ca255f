package io.conveyor.cli.cases;

import io.conveyor.cli.formats.CsvDialect;
import io.conveyor.cli.formats.Format;
import io.conveyor.cli.formats.LineBuffer;
import io.conveyor.cli.formats.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Blocks as they are compared: values for JSON, and else the lines that the command writes. */
final class Cells {

  static final CsvDialect DIALECT = new CsvDialect(',', '"', true);

  private Cells() {}

  /**
   * Returns the cells of blocks; of a row of CSV that has line ends in it, several.
   *
   * @throws io.conveyor.ConveyorException if a block cannot be written so
   */
  static List<Cell> of(List<?> blocks, Format format) {
    return format == Format.JSONL
        ? blocks.stream().map(Cell::of).toList()
        : lines(blocks, format).stream().map(Cell::line).toList();
  }

  private static List<String> lines(List<?> blocks, Format format) {
    Rows rows = format.rows(DIALECT);
    LineBuffer buffer = new LineBuffer();
    List<String> lines = new ArrayList<>();
    for (Object block : blocks) {
      rows.add(block, buffer.clear());
      lines.addAll(List.of(new String(buffer.copy(), StandardCharsets.UTF_8).split("\n", -1)));
    }
    return lines;
  }
}

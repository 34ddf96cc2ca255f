package io.conveyor.cli.top;

import java.util.ArrayList;
import java.util.List;

/** Rows under each other, names at the left and numbers at the right of their columns. */
final class TopTable {

  private static final String GAP = "  ";

  private TopTable() {}

  /**
   * Returns lines, the heads first.
   *
   * @param workers whether rows are workers
   */
  static List<String> lines(List<TopRow> rows, List<TopColumn> columns, boolean workers) {
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i <= rows.size(); i++) {
      lines.add(new StringBuilder());
    }
    for (TopColumn column : columns) {
      List<String> cells = new ArrayList<>(List.of(column.head(workers)));
      rows.forEach(row -> cells.add(column.text(row)));
      int width = cells.stream().mapToInt(TopTable::width).max().orElse(0);
      for (int i = 0; i < cells.size(); i++) {
        append(lines.get(i), cells.get(i), width, column == TopColumn.STAGE);
      }
    }
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private static void append(StringBuilder line, String cell, int width, boolean left) {
    String space = " ".repeat(width - width(cell));
    line.append(GAP).append(left ? cell + space : space + cell);
  }
}

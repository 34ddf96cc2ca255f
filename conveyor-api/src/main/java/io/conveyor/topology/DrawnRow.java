package io.conveyor.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A line of a drawing: what a row does to the lanes, and the words for it. */
final class DrawnRow {

  /**
   * What stands in one or more columns, drawn connected.
   *
   * @param position the same for copies of one stage
   * @param label the words for it, or empty
   */
  private record Mark(char sign, List<Columns.Column> columns, int position, String label) {}

  private final String title;
  private final List<Mark> marks = new ArrayList<>();

  DrawnRow(String title) {
    this.title = title;
  }

  void add(char sign, List<Columns.Column> columns, int position, String label) {
    marks.add(new Mark(sign, columns, position, label));
  }

  String text(int width) {
    char[] line = new char[2 * width + 1];
    Arrays.fill(line, ' ');
    marks.forEach(mark -> draw(mark, line));
    return (new String(line) + title + "  " + String.join(" | ", labels())).stripTrailing();
  }

  private static void draw(Mark mark, char[] line) {
    List<Columns.Column> columns = mark.columns();
    int from = 2 * columns.get(0).index();
    Arrays.fill(line, from, 2 * columns.get(columns.size() - 1).index() + 1, '-');
    columns.forEach(column -> line[2 * column.index()] = mark.sign());
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    int copies;
    for (int i = 0; i < marks.size(); i += copies) {
      copies = copies(i);
      String label = marks.get(i).label();
      if (!label.isEmpty()) {
        labels.add(copies == 1 ? label : label + " x" + copies);
      }
    }
    return labels;
  }

  private int copies(int first) {
    int next = first + 1;
    while (next < marks.size() && marks.get(next).position() == marks.get(first).position()) {
      next++;
    }
    return next - first;
  }
}

package io.conveyor.topology;

import io.conveyor.Processor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws nodes: a line for each row, a column for each lane. */
final class Drawing {

  private static final int PASSED_BY = 0;

  /** A lane and the column it runs down. */
  private record Strand(Lane lane, Columns.Column column) {}

  private final Columns columns = new Columns();
  private final List<DrawnRow> rows = new ArrayList<>();
  private List<Strand> strands = List.of(new Strand(Lane.INPUT, columns.first()));

  Drawing(List<Node> nodes) {
    addEnd("input");
    nodes.stream()
        .collect(Collectors.groupingBy(Node::row, TreeMap::new, Collectors.toList()))
        .forEach(this::addRow);
    addEnd(strands.size() == 1 ? "output" : "output of " + strands.size() + " lanes");
  }

  private void addEnd(String title) {
    DrawnRow end = new DrawnRow(title);
    strands.forEach(strand -> end.add('|', List.of(strand.column()), PASSED_BY, ""));
    rows.add(end);
  }

  private void addRow(int number, List<Node> nodes) {
    DrawnRow row = new DrawnRow("row " + number);
    List<Strand> after = new ArrayList<>();
    int at = 0;
    for (Node node : nodes) {
      int first = indexOf(node.inputs().get(0), at);
      pass(strands.subList(at, first), row, after);
      at = first + node.inputs().size();
      after.addAll(draw(node, first, row));
    }
    pass(strands.subList(at, strands.size()), row, after);
    strands = after;
    rows.add(row);
  }

  private int indexOf(Lane lane, int from) {
    int index = from;
    while (!strands.get(index).lane().equals(lane)) {
      index++;
    }
    return index;
  }

  private static void pass(List<Strand> passed, DrawnRow row, List<Strand> after) {
    passed.forEach(strand -> row.add('|', List.of(strand.column()), PASSED_BY, "pipe"));
    after.addAll(passed);
  }

  private List<Strand> draw(Node node, int first, DrawnRow row) {
    int next = first + node.inputs().size();
    List<Strand> taken = strands.subList(first, next);
    List<Strand> left = leave(node, taken.get(0).column(), next);
    List<Columns.Column> span =
        (taken.size() > left.size() ? taken : left).stream().map(Strand::column).toList();
    char sign = node.stage() instanceof Processor ? 'o' : '+';
    row.add(sign, span, node.position(), label(node));
    return left;
  }

  private List<Strand> leave(Node node, Columns.Column own, int next) {
    List<Lane> lanes = node.outputs();
    Columns.Column border = next < strands.size() ? strands.get(next).column() : null;
    List<Columns.Column> fan = columns.fan(own, border, lanes.size());
    List<Strand> left = new ArrayList<>();
    for (Lane lane : lanes) {
      left.add(new Strand(lane, fan.get(lane.port())));
    }
    return left;
  }

  private static String label(Node node) {
    if (node.stage() instanceof Processor processor) {
      int workers = processor.workers();
      return node.name() + (workers == 1 ? "" : " (" + workers + " workers)");
    }
    return node.stage().toString();
  }

  @Override
  public String toString() {
    return rows.stream()
        .map(row -> row.text(columns.count()))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** A line of a drawing: what a row does to the lanes, and the words for it. */
  private static final class DrawnRow {

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

  /**
   * The columns of a drawing. New ones come between others, so where one is shows at the end only.
   */
  private static final class Columns {

    /** A column, known by its identity. */
    static final class Column {
      private int index;

      int index() {
        return index;
      }
    }

    private final List<Column> order = new ArrayList<>();

    Column first() {
      return insert(0);
    }

    /**
     * Returns columns for a fork: its own, and others to the right of it, before the next lane's.
     */
    List<Column> fan(Column own, @Nullable Column next, int count) {
      List<Column> fan = new ArrayList<>();
      for (int at = own.index(); fan.size() < count; at++) {
        boolean free = at < order.size() && order.get(at) != next;
        fan.add(free ? order.get(at) : insert(at));
      }
      return fan;
    }

    private Column insert(int at) {
      Column column = new Column();
      order.add(at, column);
      for (int i = at; i < order.size(); i++) {
        order.get(i).index = i;
      }
      return column;
    }

    int count() {
      return order.size();
    }
  }
}

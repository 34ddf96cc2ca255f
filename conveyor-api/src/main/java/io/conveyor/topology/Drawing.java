package io.conveyor.topology;

import io.conveyor.Processor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws a topology: a line for each row, a column for each lane. */
final class Drawing {

  private static final int PASSED_BY = 0;

  /** A lane and the column it runs down. */
  private record Strand(Lane lane, Columns.Column column) {}

  private final Columns columns = new Columns();
  private final List<DrawnRow> rows = new ArrayList<>();
  private List<Strand> strands = List.of(new Strand(Lane.INPUT, columns.first()));

  Drawing(Topology topology) {
    addEnd("input");
    topology.nodes().stream()
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
}

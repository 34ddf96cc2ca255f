package io.conveyor.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a graph are drawn: a line for each row that has nodes, from top to bottom, and
 * a column for each lane. A lane stays in its column, so that it is drawn straight down from the
 * node that leaves it to the one that takes it, and nothing crosses it. Does not change.
 */
public final class Grid {

  /**
   * A row.
   *
   * @param number the row, from 1
   * @param marks what stands in it, from left to right
   */
  public record Line(int number, List<Mark> marks) {

    /** Creates a line, copying the list. */
    public Line {
      marks = List.copyOf(marks);
    }
  }

  /**
   * A node, or a lane that passes the row by.
   *
   * @param node the node, or null for a lane
   * @param lanes the lane, or those in whose columns the node stands: the lanes it takes or, if
   *     these are more, those it leaves
   */
  public record Mark(@Nullable Node node, List<Lane> lanes) {

    /** Creates a mark, copying the list. */
    public Mark {
      lanes = List.copyOf(lanes);
    }

    /** Returns the lanes below it. */
    public List<Lane> leaves() {
      return node == null ? lanes : node.outputs();
    }
  }

  private final Columns columns = new Columns();
  private final Map<Lane, Columns.Column> places = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  Grid(List<Node> nodes) {
    places.put(Lane.INPUT, columns.first());
    List<Lane> front = List.of(Lane.INPUT);
    for (List<Node> row : rows(nodes)) {
      Line line = line(row, front);
      front = line.marks().stream().flatMap(mark -> mark.leaves().stream()).toList();
      lines.add(line);
    }
  }

  private static Iterable<List<Node>> rows(List<Node> nodes) {
    return nodes.stream()
        .collect(Collectors.groupingBy(Node::row, TreeMap::new, Collectors.toList()))
        .values();
  }

  private Line line(List<Node> nodes, List<Lane> front) {
    List<Mark> marks = new ArrayList<>();
    int at = 0;
    for (Node node : nodes) {
      int first = at + front.subList(at, front.size()).indexOf(node.inputs().get(0));
      pass(front.subList(at, first), marks);
      at = first + node.inputs().size();
      place(node, at < front.size() ? front.get(at) : null);
      marks.add(new Mark(node, wider(node.inputs(), node.outputs())));
    }
    pass(front.subList(at, front.size()), marks);
    return new Line(nodes.get(0).row(), marks);
  }

  private static void pass(List<Lane> lanes, List<Mark> marks) {
    lanes.forEach(lane -> marks.add(new Mark(null, List.of(lane))));
  }

  private static List<Lane> wider(List<Lane> taken, List<Lane> left) {
    return taken.size() > left.size() ? taken : left;
  }

  private void place(Node node, @Nullable Lane next) {
    Columns.Column own = place(node.inputs().get(0));
    Columns.Column border = next == null ? null : place(next);
    List<Lane> lanes = node.outputs();
    List<Columns.Column> fan = columns.fan(own, border, lanes.size());
    lanes.forEach(lane -> places.put(lane, fan.get(lane.port())));
  }

  private Columns.Column place(Lane lane) {
    return Objects.requireNonNull(places.get(lane), () -> "no lane of this graph: " + lane);
  }

  /** Returns the rows that have nodes, in order. */
  public List<Line> lines() {
    return Collections.unmodifiableList(lines);
  }

  /** Returns how many columns there are; at least 1. */
  public int width() {
    return columns.count();
  }

  /**
   * Returns the column of a lane, from 0.
   *
   * @throws NullPointerException if it is no lane of the graph
   */
  public int column(Lane lane) {
    return place(lane).index();
  }
}

package io.conveyor.cli.graph;

import io.conveyor.topology.Grid;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where everything goes in a picture, in pixels: the lines of the {@link Grid} one below the other,
 * and each of its columns as wide as what stands in it. Lanes keep their columns, so that each goes
 * straight down.
 *
 * <pre>
 * edges[0]        edges[1]       edges[2]
 *  │ ╭──────────────────────────────╮ │
 *  │ ╰───────┬──────────────┬───────╯ │   a fork in two columns
 *  │ ┌───────┴──────┐ │ ┌───┴───┐     │
 *  │ └───────┬──────┘ │ └───┬───┘     │   a processor in each
 * </pre>
 */
final class SvgLayout {

  static final int BOX_HEIGHT = 36;

  /** How wide a column is, at least; and if lanes have a text. */
  static final int LEAST_COLUMN = 64;

  static final int LABELLED_COLUMN = 152;

  private static final int LINE_HEIGHT = 68;
  private static final int MARGIN = 16;
  private static final int GAP = 16;
  private static final int PADDING = 12;

  /** Of the font that is asked for, as wide as most that are monospaced have it. */
  private static final double CHARACTER = 7.8;

  /** A node, with its left and its upper edge. */
  record Box(Node node, int x, int y, int width) {}

  /** A lane, straight down. */
  record Wire(Edge edge, int x, int fromY, int toY) {}

  /** A word at an end of the pipeline, with its middle and its upper edge. */
  record End(String word, int x, int y) {}

  private final int leastColumn;
  private final Topology topology;
  private final Grid grid;

  /** The left edge of each column, and the right one of the last. */
  private final int[] edges;

  SvgLayout(Topology topology, int leastColumn) {
    this.leastColumn = leastColumn;
    this.topology = topology;
    this.grid = topology.grid();
    this.edges = edges(widths());
  }

  private int[] widths() {
    int[] widths = new int[grid.width()];
    Arrays.fill(widths, leastColumn);
    grid.lines().stream()
        .flatMap(line -> line.marks().stream())
        .sorted(Comparator.comparingInt(mark -> last(mark) - first(mark)))
        .forEach(mark -> widen(widths, mark));
    return widths;
  }

  /** What does not fit into its columns gets the rest from all of them. */
  private void widen(int[] widths, Grid.Mark mark) {
    Node node = mark.node();
    int there = Arrays.stream(widths, first(mark), last(mark) + 1).sum();
    int missing = node == null ? 0 : width(node) + GAP - there;
    int columns = last(mark) - first(mark) + 1;
    for (int i = first(mark); missing > 0 && i <= last(mark); i++) {
      widths[i] += (missing + columns - 1) / columns;
    }
  }

  private int first(Grid.Mark mark) {
    return grid.column(mark.lanes().get(0));
  }

  private int last(Grid.Mark mark) {
    return grid.column(mark.lanes().get(mark.lanes().size() - 1));
  }

  private static int width(Node node) {
    int characters = Math.max(node.title().length(), node.processes().length());
    return (int) Math.ceil(characters * CHARACTER) + 2 * PADDING;
  }

  private static int[] edges(int[] widths) {
    int[] edges = new int[widths.length + 1];
    edges[0] = MARGIN;
    for (int i = 0; i < widths.length; i++) {
      edges[i + 1] = edges[i] + widths[i];
    }
    return edges;
  }

  int width() {
    return edges[edges.length - 1] + MARGIN;
  }

  int height() {
    return y(outputLine()) + BOX_HEIGHT + MARGIN;
  }

  private static int y(int line) {
    return MARGIN + line * LINE_HEIGHT;
  }

  /** The input has a line of its own, if there is an input. */
  private int firstLine() {
    return topology.isFedByProducer() ? 0 : 1;
  }

  private int outputLine() {
    return firstLine() + grid.lines().size();
  }

  List<Box> boxes() {
    List<Box> boxes = new ArrayList<>();
    int line = firstLine();
    for (Grid.Line each : grid.lines()) {
      for (Grid.Mark mark : each.marks()) {
        Node node = mark.node();
        if (node != null) {
          boxes.add(box(node, mark, line));
        }
      }
      line++;
    }
    return boxes;
  }

  private Box box(Node node, Grid.Mark mark, int line) {
    int from = edges[first(mark)];
    int to = edges[last(mark) + 1];
    boolean isWide = mark.lanes().size() > 1;
    int width = isWide ? to - from - GAP : width(node);
    return new Box(node, (from + to - width) / 2, y(line), width);
  }

  /** Returns the lanes, as long as they are between the boxes. */
  List<Wire> wires() {
    int[] tops = new int[topology.nodes().size() + 1];
    boxes().forEach(box -> tops[box.node().id()] = box.y());
    return Edge.of(topology).stream()
        .map(
            edge ->
                new Wire(
                    edge,
                    middle(edge.lane()),
                    (edge.isInput() ? y(0) : tops[edge.lane().node()]) + BOX_HEIGHT,
                    edge.isOutput() ? y(outputLine()) : tops[edge.to()]))
        .toList();
  }

  private int middle(Lane lane) {
    int column = grid.column(lane);
    return (edges[column] + edges[column + 1]) / 2;
  }

  List<End> ends() {
    List<End> ends = new ArrayList<>();
    if (!topology.isFedByProducer()) {
      ends.add(new End("input", middle(Lane.INPUT), y(0)));
    }
    topology.outputs().forEach(lane -> ends.add(new End("output", middle(lane), y(outputLine()))));
    return ends;
  }
}

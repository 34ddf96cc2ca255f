package io.conveyor.topology;

import io.conveyor.Processor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a graph as text: a line for each row, or several if it has many words. */
final class Drawing {

  /** The most characters in a line, but for words that are longer by themselves. */
  private static final int WIDTH = 80;

  private static final int LEAST_WORDS = 20;

  /** What is drawn in a line, and what is drawn below it where it goes on. */
  private record Drawn(String title, char[] lanes, char[] below, List<String> words) {}

  private final Grid grid;
  private final List<Drawn> all = new ArrayList<>();

  /**
   * Draws a graph.
   *
   * @param hasInput whether blocks come in from outside
   * @param outputs the lanes that the last row leaves
   */
  Drawing(Grid grid, boolean hasInput, List<Lane> outputs) {
    this.grid = grid;
    if (hasInput) {
      addEnd("input", List.of(Lane.INPUT));
    }
    int digits = Integer.toString(lastRow()).length();
    for (Grid.Line line : grid.lines()) {
      String title = ("row %-" + digits + "d  ").formatted(line.number());
      all.add(new Drawn(title, lanes(line), below(line), words(line.marks())));
    }
    int lanes = outputs.size();
    addEnd(lanes == 1 ? "output" : "output of " + lanes + " lanes", outputs);
  }

  private int lastRow() {
    List<Grid.Line> lines = grid.lines();
    return lines.isEmpty() ? 0 : lines.get(lines.size() - 1).number();
  }

  private void addEnd(String title, List<Lane> lanes) {
    char[] drawn = blank();
    lanes.forEach(lane -> drawn[at(lane)] = '|');
    all.add(new Drawn(title, drawn, drawn, List.of()));
  }

  private char[] blank() {
    char[] lanes = new char[2 * grid.width()];
    Arrays.fill(lanes, ' ');
    return lanes;
  }

  /** Each column has a character, and one between it and the next. */
  private int at(Lane lane) {
    return 2 * grid.column(lane);
  }

  private char[] lanes(Grid.Line line) {
    char[] drawn = blank();
    line.marks().forEach(mark -> draw(mark, drawn));
    return drawn;
  }

  private void draw(Grid.Mark mark, char[] drawn) {
    List<Lane> lanes = mark.lanes();
    Arrays.fill(drawn, at(lanes.get(0)), at(lanes.get(lanes.size() - 1)), '-');
    char sign = sign(mark);
    lanes.forEach(lane -> drawn[at(lane)] = sign);
  }

  private static char sign(Grid.Mark mark) {
    Node node = mark.node();
    return node == null ? '|' : node.stage() instanceof Processor ? 'o' : '+';
  }

  private char[] below(Grid.Line line) {
    char[] drawn = blank();
    line.marks().forEach(mark -> mark.leaves().forEach(lane -> drawn[at(lane)] = '|'));
    return drawn;
  }

  private static List<String> words(List<Grid.Mark> marks) {
    List<String> words = new ArrayList<>();
    int copies;
    for (int i = 0; i < marks.size(); i += copies) {
      copies = copies(marks, i);
      String label = label(marks.get(i));
      words.add(copies == 1 ? label : label + " x" + copies);
    }
    return words;
  }

  private static int copies(List<Grid.Mark> marks, int first) {
    int next = first + 1;
    while (next < marks.size() && position(marks.get(next)) == position(marks.get(first))) {
      next++;
    }
    return next - first;
  }

  /** The same for copies of one stage, and for all lanes that pass by. */
  private static int position(Grid.Mark mark) {
    Node node = mark.node();
    return node == null ? 0 : node.position();
  }

  private static String label(Grid.Mark mark) {
    Node node = mark.node();
    if (node == null) {
      return "pipe";
    }
    return node.processes().isEmpty() ? node.title() : node.title() + " (" + node.processes() + ")";
  }

  @Override
  public String toString() {
    Fold fold = Fold.of(all.stream().map(Drawn::lanes).toList());
    return all.stream()
        .map(drawn -> text(drawn, fold))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String text(Drawn drawn, Fold fold) {
    String begin = fold.text(drawn.lanes()) + drawn.title();
    String further = fold.text(drawn.below()) + " ".repeat(drawn.title().length());
    List<String> lines = wrapped(drawn.words(), Math.max(LEAST_WORDS, WIDTH - begin.length()));
    String between = System.lineSeparator() + further;
    return (begin + String.join(between, lines)).stripTrailing();
  }

  private static List<String> wrapped(List<String> words, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i) + (i < words.size() - 1 ? " |" : "");
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line);
        line = "";
      }
      line += (line.isEmpty() ? "" : " ") + word;
    }
    lines.add(line);
    return lines;
  }
}

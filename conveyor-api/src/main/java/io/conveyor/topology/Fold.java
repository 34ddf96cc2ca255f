package io.conveyor.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes lanes fit beside words: where there are many, dots stand for columns that look in each line
 * like the one before them and, if these are still too many, for those on the right.
 */
final class Fold {

  private static final int MOST_COLUMNS = 12;

  /** How many characters the lanes may have where there are more columns. */
  private static final int MOST_CHARACTERS = 24;

  private static final String DOTS = "...";

  /** Columns that are drawn, as the first of them, or as dots. */
  private record Run(int column, boolean dots) {}

  private final List<Run> runs = new ArrayList<>();
  private final boolean cut;

  private Fold(List<char[]> lines) {
    int columns = lines.get(0).length / 2;
    for (int i = 0; i < columns; i++) {
      boolean same = columns > MOST_COLUMNS && i > 0 && isSame(lines, i, i - 1);
      if (!same) {
        runs.add(new Run(i, false));
      } else if (!runs.get(runs.size() - 1).dots()) {
        runs.add(new Run(i, true));
      }
    }
    cut = columns > MOST_COLUMNS && width() > MOST_CHARACTERS;
  }

  /**
   * Returns how to draw lines.
   *
   * @param lines the lanes of all lines, two characters for each column; at least one
   */
  static Fold of(List<char[]> lines) {
    return new Fold(lines);
  }

  private static boolean isSame(List<char[]> lines, int column, int other) {
    return lines.stream()
        .allMatch(
            line ->
                line[2 * column] == line[2 * other] && line[2 * column + 1] == line[2 * other + 1]);
  }

  private int width() {
    return runs.stream().mapToInt(run -> run.dots() ? DOTS.length() + 1 : 2).sum();
  }

  /** Returns the lanes of a line, all of them as wide, and a space. */
  String text(char[] lanes) {
    StringBuilder text = new StringBuilder();
    for (Run run : runs) {
      char sign = lanes[2 * run.column()];
      boolean passed = sign == ' ' || sign == '-';
      String drawn = Character.toString(sign);
      text.append(!run.dots() ? drawn : passed ? drawn.repeat(DOTS.length()) : DOTS);
      text.append(lanes[2 * run.column() + 1]);
    }
    return cut ? cut(text.toString()) : text + " ";
  }

  private static String cut(String text) {
    int end = MOST_CHARACTERS - DOTS.length() - 1;
    String rest = text.substring(end);
    String sign = rest.isBlank() ? " ".repeat(DOTS.length()) : DOTS;
    return text.substring(0, end) + sign + "  ";
  }
}

package io.conveyor.cli.cases;

import io.conveyor.cli.cases.Line.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Differences as people read them: in their places, with a little of what is the same around them,
 * and of long texts the part where they differ.
 *
 * <pre>
 *     "a"
 *   - "b"       expected, and did not come
 *   + "c"       came, and was not expected
 *     (12 the same)
 * </pre>
 */
final class Differences {

  private static final int AROUND = 2;
  private static final int MOST_LINES = 60;
  private static final int LONGEST = 120;
  private static final int BEFORE = 40;

  private final List<Line> edits;
  private final List<Line> shown = new ArrayList<>();

  private Differences(List<Line> edits) {
    this.edits = edits;
  }

  /** Returns the lines to show of all that was expected or came, in order. */
  static List<Line> shown(List<Line> edits) {
    Differences differences = new Differences(edits);
    differences.show();
    return differences.shown;
  }

  private void show() {
    int at = 0;
    while (at < edits.size() && shown.size() < MOST_LINES) {
      int end = endOfRun(at);
      if (edits.get(at).kind() == Kind.SAME) {
        showSame(at, end);
        at = end;
      } else {
        at = showChange(at, end);
      }
    }
    if (at < edits.size()) {
      say("%,d more lines", edits.size() - at);
    }
  }

  private void say(String what, int count) {
    shown.add(new Line(Kind.SAME, "(" + what.formatted(count) + ")"));
  }

  /** Returns where what is of the same kind ends. */
  private int endOfRun(int from) {
    int end = from;
    while (end < edits.size() && edits.get(end).kind() == edits.get(from).kind()) {
      end++;
    }
    return end;
  }

  private void showSame(int from, int end) {
    int head = from == 0 ? 0 : Math.min(AROUND, end - from);
    int tail = end == edits.size() ? 0 : Math.min(AROUND, end - from - head);
    edits.subList(from, from + head).forEach(this::showCut);
    int left = end - from - head - tail;
    if (left == 1) {
      showCut(edits.get(from + head));
    } else if (left > 0) {
      say("%,d the same", left);
    }
    edits.subList(end - tail, end).forEach(this::showCut);
  }

  private void showCut(Line line) {
    shown.add(new Line(line.kind(), cut(line.text(), 0)));
  }

  /** What is missing stands above what came instead. */
  private int showChange(int from, int middle) {
    boolean replaced =
        edits.get(from).kind() == Kind.MISSING
            && middle < edits.size()
            && edits.get(middle).kind() == Kind.UNEXPECTED;
    int end = replaced ? endOfRun(middle) : middle;
    int most = from + MOST_LINES;
    for (int i = from; i < middle && i < most; i++) {
      showBeside(i, replaced && middle + i - from < end ? middle + i - from : i);
    }
    for (int i = middle; i < end && i < middle + MOST_LINES; i++) {
      showBeside(i, from + i - middle < middle ? from + i - middle : i);
    }
    int left = Math.max(0, middle - most) + Math.max(0, end - middle - MOST_LINES);
    if (left > 0) {
      say("%,d more here", left);
    }
    return end;
  }

  private void showBeside(int index, int other) {
    Line line = edits.get(index);
    int from = other == index ? 0 : common(line.text(), edits.get(other).text());
    shown.add(new Line(line.kind(), cut(line.text(), from)));
  }

  private static int common(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  /** Returns a part of a text that has a place of it in it. */
  private static String cut(String text, int place) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int from = Math.max(0, Math.min(place - BEFORE, text.length() - LONGEST));
    int end = from + LONGEST;
    return (from > 0 ? "…" : "") + text.substring(from, end) + (end < text.length() ? "…" : "");
  }
}

package io.conveyor.cli.cases;

import io.conveyor.cli.cases.Line.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds out what of that which was expected did not come, and what else did. For one comparison.
 *
 * @param <E> what is expected
 */
final class Comparison<E> {

  /** More would take a table that is too large; nobody reads on that far. */
  private static final int MOST_COMPARED = 1000;

  private final List<E> expected;
  private final List<Cell> came;
  private final BiPredicate<E, Cell> fits;
  private final Function<E, String> text;
  private final List<Line> edits = new ArrayList<>();

  private Comparison(
      List<E> expected, List<Cell> came, BiPredicate<E, Cell> fits, Function<E, String> text) {
    this.expected = expected;
    this.came = came;
    this.fits = fits;
    this.text = text;
  }

  /**
   * Compares in order.
   *
   * @param fits whether something is what was expected
   * @param text what is shown of what is expected
   * @return nothing if all is as expected
   */
  static <E> List<Line> inOrder(
      List<E> expected, List<Cell> came, BiPredicate<E, Cell> fits, Function<E, String> text) {
    Comparison<E> comparison = new Comparison<>(expected, came, fits, text);
    comparison.align();
    return different(comparison.edits) ? comparison.edits : List.of();
  }

  /** Likewise, of cells that are equal. */
  static List<Line> inOrder(List<Cell> expected, List<Cell> came) {
    return inOrder(expected, came, (one, other) -> one.key().equals(other.key()), Cell::text);
  }

  /** Compares without order. */
  static List<Line> inAnyOrder(List<Cell> expected, List<Cell> came) {
    Map<String, Integer> left = new HashMap<>();
    came.forEach(cell -> left.merge(cell.key(), 1, Integer::sum));
    List<Line> edits = new ArrayList<>();
    for (Cell cell : expected) {
      edits.add(new Line(take(left, cell) ? Kind.SAME : Kind.MISSING, cell.text()));
    }
    for (int i = came.size() - 1; i >= 0; i--) {
      if (take(left, came.get(i))) {
        edits.add(new Line(Kind.UNEXPECTED, came.get(i).text()));
      }
    }
    return different(edits) ? edits : List.of();
  }

  private static boolean take(Map<String, Integer> left, Cell cell) {
    Integer count = left.get(cell.key());
    if (count == null) {
      return false;
    }
    left.compute(cell.key(), (key, before) -> count == 1 ? null : count - 1);
    return true;
  }

  private static boolean different(List<Line> edits) {
    return edits.stream().anyMatch(line -> line.kind() != Kind.SAME);
  }

  /** What is the same at both ends needs no table. */
  private void align() {
    int shorter = Math.min(expected.size(), came.size());
    int head = 0;
    while (head < shorter && fits.test(expected.get(head), came.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && fits.test(expected.get(expected.size() - 1 - tail), came.get(came.size() - 1 - tail))) {
      tail++;
    }
    came.subList(0, head).forEach(this::same);
    alignMiddle(head, expected.size() - tail, came.size() - tail);
    came.subList(came.size() - tail, came.size()).forEach(this::same);
  }

  private void alignMiddle(int from, int endOfExpected, int endOfCame) {
    int most = from + MOST_COMPARED;
    List<E> wanted = expected.subList(from, Math.min(endOfExpected, most));
    List<Cell> given = came.subList(from, Math.min(endOfCame, most));
    walk(wanted, given, longest(wanted, given));
    expected.subList(from + wanted.size(), endOfExpected).forEach(this::missing);
    came.subList(from + given.size(), endOfCame).forEach(this::unexpected);
  }

  /** Returns how many of both are the same at most, from each place of them to their ends. */
  private int[][] longest(List<E> wanted, List<Cell> given) {
    int[][] longest = new int[wanted.size() + 1][given.size() + 1];
    for (int i = wanted.size() - 1; i >= 0; i--) {
      for (int j = given.size() - 1; j >= 0; j--) {
        longest[i][j] =
            fits.test(wanted.get(i), given.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    return longest;
  }

  private void walk(List<E> wanted, List<Cell> given, int[][] longest) {
    int i = 0;
    int j = 0;
    List<Cell> instead = new ArrayList<>();
    while (i < wanted.size() || j < given.size()) {
      if (i < wanted.size() && j < given.size() && fits.test(wanted.get(i), given.get(j))) {
        instead.forEach(this::unexpected);
        instead.clear();
        same(given.get(j++));
        i++;
      } else if (j == given.size()
          || (i < wanted.size() && longest[i + 1][j] >= longest[i][j + 1])) {
        missing(wanted.get(i++));
      } else {
        instead.add(given.get(j++));
      }
    }
    instead.forEach(this::unexpected);
  }

  private void same(Cell cell) {
    edits.add(new Line(Kind.SAME, cell.text()));
  }

  private void missing(E one) {
    edits.add(new Line(Kind.MISSING, text.apply(one)));
  }

  private void unexpected(Cell cell) {
    edits.add(new Line(Kind.UNEXPECTED, cell.text()));
  }
}

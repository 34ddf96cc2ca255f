package io.conveyor.topology;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each stage of a row is laid, so that the row takes all the lanes there are.
 *
 * <p>Under open forks, processors and forks are repeated over whole forks. Joins and pipes are
 * repeated over lanes all the same: how many lanes joins ask for says nothing about how many forks
 * there are, and a row of pipes changes nothing.
 */
final class Repetition {

  private Repetition() {}

  /** Returns the number of copies of each of the row's stages, or null if that is ambiguous. */
  static int @Nullable [] copies(Row row, Front front) {
    long asks = row.asks();
    if (asks == front.width()) {
      return times(row, 1);
    }
    Forks forks = forksToCover(row, front);
    if (forks != null) {
      return forks.count() % asks == 0 ? overForks(row, forks) : null;
    }
    return front.width() % asks == 0 ? times(row, (int) (front.width() / asks)) : null;
  }

  private static @Nullable Forks forksToCover(Row row, Front front) {
    boolean overLanes = row.kind() == Row.Kind.JOINS || row.kind() == Row.Kind.PIPES;
    return overLanes ? null : front.open();
  }

  private static int[] times(Row row, int times) {
    int[] copies = new int[row.stages().size()];
    Arrays.fill(copies, times);
    return copies;
  }

  /** Every stage takes one lane here, so that a stage's copies are as many as its forks' lanes. */
  private static int[] overForks(Row row, Forks forks) {
    int stages = row.stages().size();
    int run = forks.count() / stages;
    return IntStream.range(0, stages).map(i -> forks.lanesOf(i * run, run)).toArray();
  }

  /** Returns the numbers of lanes that a row could ask for to be repeated. */
  static List<Integer> fitting(Row row, Front front) {
    Forks forks = forksToCover(row, front);
    int whole = forks == null ? front.width() : forks.count();
    return IntStream.rangeClosed(1, whole)
        .filter(asks -> whole % asks == 0 && asks < front.width())
        .boxed()
        .toList();
  }
}

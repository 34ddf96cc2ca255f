package io.conveyor.topology;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forks of the last row of forks, as long as no join has followed. Their lanes are all the
 * lanes there are.
 *
 * @param row the row of forks
 * @param fanOuts how many lanes each of its forks leaves, copies included; 1 for a pipe
 * @param repeatedBy the last row of processors since that was repeated, or null
 */
record Forks(Row row, List<Integer> fanOuts, @Nullable Row repeatedBy) {

  /**
   * Lanes that a join takes, counted from 1.
   *
   * @param first the first of them
   * @param last the last of them
   */
  record Span(int first, int last) {}

  int count() {
    return fanOuts.size();
  }

  Forks repeatedBy(Row jobs) {
    return new Forks(row, fanOuts, jobs);
  }

  /** Returns how many lanes a run of consecutive forks leaves. */
  int lanesOf(int firstFork, int forks) {
    return fanOuts.subList(firstFork, firstFork + forks).stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Returns the first lanes that a join takes of part of a fork, beside lanes of another; null if
   * there are none.
   *
   * <p>Joins after repeated processors must take whole forks: a join takes one or several forks
   * entirely, or shares a single fork with other joins. Where processors were written out lane by
   * lane, their author has seen the lanes, and any grouping will do.
   *
   * @param fanIns how many lanes each join takes, copies included
   */
  @Nullable Span torn(List<Integer> fanIns) {
    if (repeatedBy == null) {
      return null;
    }
    BitSet boundaries = boundaries();
    int from = 0;
    for (int fanIn : fanIns) {
      int to = from + fanIn;
      boolean whole = boundaries.get(from) && boundaries.get(to);
      boolean withinOne = boundaries.nextSetBit(from + 1) >= to;
      if (!whole && !withinOne) {
        return new Span(from + 1, to);
      }
      from = to;
    }
    return null;
  }

  /** Returns the numbers of the lanes at which a fork begins, from 0, and the number of lanes. */
  private BitSet boundaries() {
    BitSet boundaries = new BitSet();
    int lane = 0;
    for (int fanOut : fanOuts) {
      boundaries.set(lane);
      lane += fanOut;
    }
    boundaries.set(lane);
    return boundaries;
  }
}

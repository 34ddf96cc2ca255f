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
record OpenForks(Row row, List<Integer> fanOuts, @Nullable Row repeatedBy) {

  int count() {
    return fanOuts.size();
  }

  OpenForks repeatedBy(Row jobs) {
    return new OpenForks(row, fanOuts, jobs);
  }

  /** Returns how many lanes a run of consecutive forks leaves. */
  int lanesOf(int firstFork, int forks) {
    return fanOuts.subList(firstFork, firstFork + forks).stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the numbers of the lanes at which a fork begins, from 0, and the number of lanes. */
  BitSet boundaries() {
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

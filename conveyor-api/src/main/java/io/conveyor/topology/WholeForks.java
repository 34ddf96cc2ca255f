package io.conveyor.topology;

import io.conveyor.InvalidPipelineException;
import java.util.BitSet;
import java.util.List;

/**
 * Joins after repeated processors must take whole forks: a join takes one or several forks
 * entirely, or shares a single fork with other joins. Where processors were written out lane by
 * lane, whoever wrote them has seen the lanes, and any grouping will do.
 */
final class WholeForks {

  private WholeForks() {}

  /**
   * Checks joins as they are laid.
   *
   * @param fanIns how many lanes each of them takes, copies included
   * @throws InvalidPipelineException if one of them takes part of a fork beside lanes of another
   */
  static void check(Row row, Front front, List<Integer> fanIns) {
    OpenForks forks = front.open();
    if (forks == null || forks.repeatedBy() == null) {
      return;
    }
    BitSet boundaries = forks.boundaries();
    int from = 0;
    for (int fanIn : fanIns) {
      int to = from + fanIn;
      boolean whole = boundaries.get(from) && boundaries.get(to);
      boolean withinOne = boundaries.nextSetBit(from + 1) >= to;
      if (!whole && !withinOne) {
        throw new Misfit(row, front).partialJoin(forks, from + 1, to);
      }
      from = to;
    }
  }
}

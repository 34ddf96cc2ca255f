package io.conveyor;

import java.util.List;

/**
 * One element of a row of a {@link Pipeline}. Stages are immutable values: each setter returns a
 * new stage, and one stage may be added many times.
 */
public sealed interface Stage permits Processor, Pipe, ReplicatingFork, BalancingFork, Join, Chain {

  /** Returns how many lanes one copy of this stage consumes; at least 1. */
  int lanesIn();

  /** Returns how many lanes one copy of this stage leaves; at least 1. */
  int lanesOut();

  /**
   * Returns what kind of stage this is, in the words of a pipeline file: {@code replicating-fork}.
   */
  String kind();

  /**
   * Returns the rows that this stage stands for: one of itself, or those of a {@link Chain}. Each
   * row has at least one stage, and takes the lanes that the one before leaves.
   */
  default List<List<Stage>> rows() {
    return List.of(List.of(this));
  }
}

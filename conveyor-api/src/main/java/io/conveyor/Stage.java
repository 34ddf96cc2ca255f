package io.conveyor;

/**
 * One element of a row of a {@link Pipeline}. Stages are immutable values: each setter returns a
 * new stage, and one stage may be added many times.
 */
public sealed interface Stage permits Processor, Pipe, ReplicatingFork, BalancingFork, Join {

  /** Returns how many lanes one copy of this stage consumes; at least 1. */
  int lanesIn();

  /** Returns how many lanes one copy of this stage leaves; at least 1. */
  int lanesOut();

  /**
   * Returns what kind of stage this is, in the words of a pipeline file: {@code replicating-fork}.
   */
  String kind();
}

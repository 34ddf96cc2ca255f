package io.conveyor;

import io.conveyor.problem.ProblemKind;

/**
 * Turns one lane into several; each block goes to exactly one of them.
 *
 * <p>By default whichever lane is free takes the next blocks, so that a slow or stalled lane simply
 * takes less. {@link #roundRobin()} deals the blocks out in strict turn instead.
 *
 * @param lanes how many lanes it leaves; at least 1
 * @param policy how blocks are dealt out
 */
public record BalancingFork(int lanes, Policy policy) implements Stage {

  /** How a balancing fork deals out blocks. */
  public enum Policy {
    /** The lane that is free takes the next block. */
    DEMAND,
    /** Block {@code i} of a run goes to lane {@code i % lanes}. */
    ROUND_ROBIN
  }

  /**
   * Creates the stage.
   *
   * @throws InvalidPipelineException if {@code lanes} is less than 1
   */
  public BalancingFork {
    if (lanes < 1) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "balancing-fork: leaves %d lanes, must be at least 1".formatted(lanes));
    }
  }

  /**
   * Creates a fork that deals by demand.
   *
   * @param lanes how many lanes it leaves; at least 1
   * @throws InvalidPipelineException if {@code lanes} is less than 1
   */
  public BalancingFork(int lanes) {
    this(lanes, Policy.DEMAND);
  }

  /** Returns this fork, dealing in strict turn. */
  public BalancingFork roundRobin() {
    return new BalancingFork(lanes, Policy.ROUND_ROBIN);
  }

  @Override
  public int lanesIn() {
    return 1;
  }

  @Override
  public int lanesOut() {
    return lanes;
  }

  @Override
  public String kind() {
    return "balancing-fork";
  }

  @Override
  public String toString() {
    return kind() + "(" + lanes + (policy == Policy.ROUND_ROBIN ? ", round-robin" : "") + ")";
  }
}

package io.conveyor;

import io.conveyor.problem.ProblemKind;

/**
 * Turns one lane into several, each of which sees every block. Nothing is copied: the lanes are
 * independent cursors over the same pipe.
 *
 * @param lanes how many lanes it leaves; at least 1
 */
public record ReplicatingFork(int lanes) implements Stage {

  /**
   * Creates the stage.
   *
   * @throws InvalidPipelineException if {@code lanes} is less than 1
   */
  public ReplicatingFork {
    if (lanes < 1) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE,
          "replicating-fork: leaves %d lanes, must be at least 1".formatted(lanes));
    }
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
    return "replicating-fork";
  }

  @Override
  public String toString() {
    return kind() + "(" + lanes + ")";
  }
}

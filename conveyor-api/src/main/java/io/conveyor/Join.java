package io.conveyor;

import io.conveyor.problem.ProblemKind;

/**
 * Turns several lanes into one, interleaved first come first served.
 *
 * @param lanes how many lanes it takes; at least 1
 */
public record Join(int lanes) implements Stage {

  /**
   * Creates the stage.
   *
   * @throws InvalidPipelineException if {@code lanes} is less than 1
   */
  public Join {
    if (lanes < 1) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE, "join: takes %d lanes, must be at least 1".formatted(lanes));
    }
  }

  @Override
  public int lanesIn() {
    return lanes;
  }

  @Override
  public int lanesOut() {
    return 1;
  }

  @Override
  public String kind() {
    return "join";
  }

  @Override
  public String toString() {
    return kind() + "(" + lanes + ")";
  }
}

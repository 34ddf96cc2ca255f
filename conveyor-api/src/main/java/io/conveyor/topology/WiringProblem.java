package io.conveyor.topology;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;

/**
 * What is wrong with a row.
 *
 * @param row its number, from 1
 * @param kind of which kind it is
 * @param reason what is wrong, and what would be right
 */
public record WiringProblem(int row, ProblemKind kind, String reason) {

  /** Returns it as a problem of a pipeline, whose cause begins with {@code row N:}. */
  public Problem problem() {
    return Problem.of(kind, toString());
  }

  /** Returns a sentence that begins with {@code row N:}. */
  @Override
  public String toString() {
    return "row %d: %s".formatted(row, reason);
  }
}

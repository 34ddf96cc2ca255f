package io.conveyor.topology;

/**
 * What is wrong with a row.
 *
 * @param row its number, from 1
 * @param reason what is wrong, and what would be right
 */
public record WiringProblem(int row, String reason) {

  /** Returns a sentence that begins with {@code row N:}. */
  @Override
  public String toString() {
    return "row %d: %s".formatted(row, reason);
  }
}

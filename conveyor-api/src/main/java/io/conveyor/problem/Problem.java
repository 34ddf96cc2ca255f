package io.conveyor.problem;

import java.io.Serializable;

/**
 * What is wrong with a pipeline.
 *
 * @param kind of which kind it is
 * @param cause what is wrong, and where
 * @param remedy what to do about it; empty if the cause says it
 */
public record Problem(ProblemKind kind, String cause, String remedy) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Returns a problem whose cause says what to do about it. */
  public static Problem of(ProblemKind kind, String cause) {
    return new Problem(kind, cause, "");
  }

  /** Returns it as one of another kind, for a caller that knows better what the value is for. */
  public Problem as(ProblemKind another) {
    return new Problem(another, cause, remedy);
  }

  /** Returns one sentence with the cause and the remedy. */
  @Override
  public String toString() {
    return remedy.isEmpty() ? cause : cause + "; " + remedy;
  }
}

package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;

/** Something in the file is not as it must be, at a place. Collected in {@link Problems}. */
public final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final Problem problem;

  public BadValueException(Place place, ProblemKind kind, String problem) {
    this(place, Problem.of(kind, problem));
  }

  public BadValueException(Place place, Problem problem) {
    super(problem.toString(), null, false, false);
    this.place = place;
    this.problem = problem;
  }

  public Place place() {
    return place;
  }

  public Problem problem() {
    return problem;
  }

  @Override
  public String getMessage() {
    return problem.toString();
  }
}

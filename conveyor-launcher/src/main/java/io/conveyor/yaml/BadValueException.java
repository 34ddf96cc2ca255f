package io.conveyor.yaml;

/** Something in the file is not as it must be, at a place. Collected in {@link Problems}. */
final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String problem;

  BadValueException(Place place, String problem) {
    super(problem, null, false, false);
    this.place = place;
    this.problem = problem;
  }

  Place place() {
    return place;
  }

  @Override
  public String getMessage() {
    return problem;
  }
}

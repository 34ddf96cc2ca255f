package io.conveyor.yaml.text;

/** Something in the file is not as it must be, at a place. Collected in {@link Problems}. */
public final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String problem;

  public BadValueException(Place place, String problem) {
    super(problem, null, false, false);
    this.place = place;
    this.problem = problem;
  }

  public Place place() {
    return place;
  }

  @Override
  public String getMessage() {
    return problem;
  }
}

package io.conveyor.yaml.text;

import io.conveyor.InvalidPipelineException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems, so that all of them are reported at once. */
public final class Problems {

  private record Problem(Place place, String message) {}

  private final List<Problem> found;
  private final String origin;

  public Problems() {
    this(new ArrayList<>(), "");
  }

  private Problems(List<Problem> found, String origin) {
    this.found = found;
    this.origin = origin;
  }

  /** Returns a view that adds to each message by what its file has been included. */
  public Problems includedAt(Place place) {
    String including = place.where() + (origin.isEmpty() ? "" : ", " + origin);
    return new Problems(found, "included by " + including);
  }

  public void add(Place place, String message) {
    String placed = origin.isEmpty() ? message : message + " (" + origin + ")";
    found.add(new Problem(place, placed));
  }

  public void add(BadValueException bad) {
    add(bad.place(), bad.getMessage());
  }

  /** Returns whether something is wrong there already. */
  public boolean isAt(Place place) {
    return found.stream().anyMatch(problem -> problem.place().equals(place));
  }

  public int count() {
    return found.size();
  }

  /**
   * Does nothing if there is no problem.
   *
   * @throws InvalidPipelineException with all problems, in the order of the file
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidPipelineException(
          found.stream()
              .sorted(
                  Comparator.comparing((Problem problem) -> problem.place().source())
                      .thenComparing(problem -> problem.place().line())
                      .thenComparing(problem -> problem.place().column()))
              .map(problem -> problem.place().describe(problem.message()))
              .distinct()
              .toList());
    }
  }
}

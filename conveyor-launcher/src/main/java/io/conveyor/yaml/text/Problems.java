package io.conveyor.yaml.text;

import io.conveyor.InvalidPipelineException;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Collects problems, so that all of them are reported at once. */
public final class Problems {

  private final List<Finding> found;
  private final List<Place> includedAt;

  public Problems() {
    this(new ArrayList<>(), List.of());
  }

  private Problems(List<Finding> found, List<Place> includedAt) {
    this.found = found;
    this.includedAt = includedAt;
  }

  /** Returns a view that adds to each problem by what its file has been included. */
  public Problems includedAt(Place place) {
    return new Problems(found, Stream.concat(Stream.of(place), includedAt.stream()).toList());
  }

  public void add(Place place, Problem problem) {
    found.add(new Finding(place, problem, includedAt));
  }

  /** Adds a problem that says by itself what to do about it. */
  public void add(Place place, ProblemKind kind, String cause) {
    add(place, Problem.of(kind, cause));
  }

  public void add(BadValueException bad) {
    add(bad.place(), bad.problem());
  }

  /** Adds everything that is wrong with what stands there. */
  public void add(Place place, InvalidPipelineException invalid) {
    invalid.details().forEach(problem -> add(place, problem));
  }

  /** Returns whether something is wrong there already. */
  public boolean isAt(Place place) {
    return found.stream().anyMatch(problem -> problem.place().equals(place));
  }

  public int count() {
    return found.size();
  }

  /** Returns all problems, in the order of the files. */
  public List<Finding> list() {
    return found.stream()
        .sorted(
            Comparator.comparing((Finding finding) -> finding.place().source())
                .thenComparing(finding -> finding.place().line())
                .thenComparing(finding -> finding.place().column()))
        .distinct()
        .toList();
  }

  /**
   * Does nothing if there is no problem.
   *
   * @throws InvalidPipelineException with all problems, in the order of the files
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidPipelineException(
          list().stream()
              .map(finding -> Problem.of(finding.problem().kind(), finding.describe()))
              .toList());
    }
  }
}

package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A problem, or what is only worth a remark, where it stands in a file.
 *
 * @param place where it stands
 * @param problem what it is
 * @param includedAt by what its file has been included, the innermost first
 */
public record Finding(Place place, Problem problem, List<Place> includedAt) {

  /** Creates a finding, copying the list. */
  public Finding {
    includedAt = List.copyOf(includedAt);
  }

  /** Returns a finding in a file that is not included, or that is found where that is unknown. */
  public static Finding at(Place place, Problem problem) {
    return new Finding(place, problem, List.of());
  }

  /** Returns it with its place, on one line. */
  public String remark() {
    return place.where() + ": " + problem;
  }

  /** Returns it with its place, and the line it stands in. */
  public String describe() {
    String origin =
        includedAt.stream()
            .map(at -> "included by " + at.where())
            .collect(Collectors.joining(", "));
    return place.describe(problem + (origin.isEmpty() ? "" : " (" + origin + ")"));
  }
}

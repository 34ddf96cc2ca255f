package io.conveyor.topology;

import io.conveyor.Processor;
import io.conveyor.Stage;
import io.conveyor.problem.ProblemKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each node a name of its own, and finds processors that were given the same one. */
final class NodeNames {

  private record Place(Processor processor, int row, int position) {}

  private final Map<String, Place> given = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();

  /** Adds a problem for each processor whose name belongs to another one. */
  void claim(Row row, List<WiringProblem> problems) {
    int position = 0;
    for (Stage stage : row.stages()) {
      position++;
      if (stage instanceof Processor processor && !processor.name().isEmpty()) {
        Place place = new Place(processor, row.number(), position);
        Place taken = given.putIfAbsent(processor.name(), place);
        if (taken != null && taken.processor() != processor) {
          problems.add(clash(place, taken));
        }
      }
    }
  }

  private static WiringProblem clash(Place place, Place taken) {
    return new WiringProblem(
        place.row(),
        ProblemKind.DUPLICATE_NAME,
        "%s, stage %d of the row, has the name of another processor: row %d, stage %d; %s"
            .formatted(
                place.processor(),
                place.position(),
                taken.row(),
                taken.position(),
                "give one of them another name"));
  }

  /** Returns a name for the next node made of that stage. */
  String next(int row, int position, Stage stage) {
    String given = stage instanceof Processor processor ? processor.name() : "";
    String base = given.isEmpty() ? "row" + row + "." + position : given;
    int count = used.merge(base, 1, Integer::sum);
    return count == 1 ? base : base + "#" + count;
  }
}

package io.conveyor.cli.cases;

import io.conveyor.ConveyorException;
import io.conveyor.cli.cases.Outcome.Status;
import io.conveyor.cli.formats.Format;
import java.util.ArrayList;
import java.util.List;

/** Says of a case in which its engines differ. */
final class EngineDifferences {

  private EngineDifferences() {}

  /** Returns the results of a run, or none if they are nothing that could be compared. */
  static List<Cell> comparable(Seen seen) {
    try {
      return Cells.of(seen.results(), Format.JSONL);
    } catch (ConveyorException e) {
      // What is expected of them has been compared in another form.
      return List.of();
    }
  }

  /** Returns the outcomes, with a line for each that failed where another engine did otherwise. */
  static List<Outcome> compared(List<Outcome> outcomes) {
    return outcomes.stream().map(one -> compared(one, outcomes)).toList();
  }

  private static Outcome compared(Outcome one, List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(other -> one.status() == Status.FAILED && other.status() != Status.SKIPPED)
        .filter(other -> !other.engine().equals(one.engine()) && differs(one, other))
        .findFirst()
        .map(other -> said(one, other))
        .orElse(one);
  }

  private static boolean differs(Outcome failed, Outcome other) {
    return other.status() == Status.OK
        || !Comparison.inAnyOrder(failed.results(), other.results()).isEmpty();
  }

  private static Outcome said(Outcome failed, Outcome other) {
    List<Line> lines = new ArrayList<>(failed.lines());
    lines.add(
        Line.of(
            "the engines differ: '%s' %s"
                .formatted(
                    other.engine(),
                    other.status() == Status.OK
                        ? "does what is expected"
                        : "gives other results")));
    return new Outcome(
        failed.tested(),
        failed.engine(),
        failed.status(),
        failed.took(),
        lines,
        failed.log(),
        failed.results());
  }
}

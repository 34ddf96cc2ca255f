package io.conveyor.cli.cases;

import io.conveyor.yaml.cases.Case;
import java.time.Duration;
import java.util.List;

/**
 * What came of a case on an engine.
 *
 * @param tested the case
 * @param engine the engine
 * @param status whether it is as expected
 * @param took how long it took
 * @param lines what is not as expected, or why it was skipped, or what was recorded
 * @param log what was printed and logged meanwhile
 * @param results what came out, for another engine to be compared with
 */
record Outcome(
    Case tested,
    String engine,
    Status status,
    Duration took,
    List<Line> lines,
    String log,
    List<Cell> results) {

  /** Whether a case is as expected. */
  enum Status {
    OK("ok"),
    FAILED("FAILED"),
    SKIPPED("skipped");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Outcome skipped(Case tested, String engine, String why) {
    return new Outcome(
        tested, engine, Status.SKIPPED, Duration.ZERO, List.of(Line.of(why)), "", List.of());
  }

  /** Returns what it is called in reports. */
  String name() {
    return tested.name() + " (" + engine + ")";
  }
}

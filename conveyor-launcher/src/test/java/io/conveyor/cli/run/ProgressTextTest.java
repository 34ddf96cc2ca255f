package io.conveyor.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

  private double share = -1;
  private final ProgressText text = new ProgressText("p", () -> share);

  private static StageReport stage(String name, long in, long out) {
    return stage(name, in, out, 1);
  }

  private static StageReport stage(String name, long in, long out, int busySeconds) {
    Duration busy = Duration.ofSeconds(busySeconds);
    Duration none = Duration.ZERO;
    return new StageReport(name, 1, in, out, 0, busy, none, none, 0, 0, 0, 0);
  }

  private static RunReport report(int seconds, long in, long out) {
    return new RunReport(
        in,
        out,
        Duration.ofSeconds(seconds),
        List.of(stage("first", in / 2, in / 2), stage("last", out, out)));
  }

  @Test
  void theRateIsOfResultsAlsoWhenAllInputsAreFed() {
    assertEquals(
        "p: 100 in, 10 out, 10/s, 1.00 s, busiest is first", text.line(report(1, 100, 10)));
    assertEquals(
        "p: 100 in, 40 out, 15/s, 3.00 s", text.line(report(3, 100, 40)), "nothing was done");
  }

  @Test
  void theBusiestStageIsThatOfTheMoment() {
    List<StageReport> early = List.of(stage("parse", 100, 100, 9), stage("store", 1, 1, 1));
    List<StageReport> late = List.of(stage("parse", 100, 100, 9), stage("store", 9, 9, 4));
    assertTrue(
        text.line(new RunReport(100, 1, Duration.ofSeconds(9), early))
            .endsWith("busiest is parse"));
    assertTrue(
        text.line(new RunReport(100, 9, Duration.ofSeconds(12), late))
            .endsWith("busiest is store"));
  }

  @Test
  void theRateIsThatOfTheLastStageWhereNothingComesOut() {
    RunReport printed =
        new RunReport(100, 0, Duration.ofSeconds(2), List.of(stage("print", 50, 0)));
    assertTrue(text.line(printed).startsWith("p: 100 in, 0 out, 25/s"));
  }

  @Test
  void inputsOfKnownSizeHaveTimeLeft() {
    share = 0.5;
    // Half of what was given has not been taken by the first stage.
    assertTrue(text.line(report(10, 100, 10)).contains(", 25%, 30.0 s left, "));
    share = 0;
    assertFalse(text.line(report(10, 100, 10)).contains("left"));
  }

  @Test
  void aWideTerminalHasALineForEachStage() {
    List<String> lines = text.lines(report(2, 100, 10), 120, 24);
    assertEquals(3, lines.size());
    assertTrue(lines.get(1).startsWith("  first "), lines::toString);
    assertTrue(lines.get(1).contains(" 50% busy"), lines::toString);
    assertEquals(1, text.lines(report(2, 100, 10), 99, 24).size(), "narrow");
    assertEquals(1, text.lines(report(2, 100, 10), 120, 4).size(), "low");
  }

  @Test
  void noLineIsAsLongAsTheTerminalIsWide() {
    assertEquals(List.of("p: 100 in"), text.lines(report(1, 100, 10), 10, 24));
    assertTrue(text.lines(report(1, 100, 10), 100, 24).stream().allMatch(l -> l.length() < 100));
  }
}

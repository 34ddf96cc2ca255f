package io.conveyor.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.face.Face;
import io.conveyor.verdict.StageLoad.Alone;
import io.conveyor.verdict.Verdict.Change;
import io.conveyor.verdict.Verdict.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds a run back is named, with what helps, and nothing is named that does not. */
class VerdictTest {

  private static final double UNKNOWN = -1;

  /** A stage whose job only waits, in the middle of a pipeline. */
  private static StageLoad stage(String name, double busy) {
    return new StageLoad(name, 1, Alone.NO, 1000, busy, 1 - busy, 0, 0.05 * busy, 0, false, false);
  }

  private static StageLoad workers(StageLoad of, int workers) {
    return new StageLoad(
        of.stage(),
        workers,
        of.alone(),
        of.blocks(),
        of.busy(),
        of.starved(),
        of.stalled(),
        of.cores() * workers,
        of.fill(),
        of.takesInputs(),
        of.givesResults());
  }

  private static StageLoad alone(StageLoad of, Alone alone) {
    return new StageLoad(
        of.stage(), 1, alone, 1000, of.busy(), of.starved(), 0, of.cores(), 0, false, false);
  }

  private static StageLoad computing(StageLoad of) {
    return new StageLoad(
        of.stage(),
        of.workers(),
        of.alone(),
        of.blocks(),
        of.busy(),
        of.starved(),
        of.stalled(),
        of.busy() * of.workers(),
        of.fill(),
        of.takesInputs(),
        of.givesResults());
  }

  private static StageLoad end(String name, double starved, double stalled) {
    double busy = Math.max(0, 1 - starved - stalled);
    return new StageLoad(
        name, 1, Alone.NO, 1000, busy, starved, stalled, 0, 0, starved > 0, stalled > 0);
  }

  private static Verdict verdict(StageLoad... stages) {
    return of(UNKNOWN, 8, 0.2, 0.3, stages);
  }

  private static Verdict of(double held, int cores, double used, double busy, StageLoad... stages) {
    RunLoad load = new RunLoad(10, held, cores, used, busy, List.of(stages));
    return Face.PIPELINE_FILE.during(() -> Judge.verdict(load));
  }

  @Test
  void namesTheBusiestStageAndWhatFollowsIt() {
    StageLoad full = new StageLoad("parse", 1, Alone.NO, 1000, 0.98, 0.02, 0, 0, 1, true, false);
    Verdict verdict = verdict(full, stage("store", 0.52));
    assertEquals(
        "`parse` is busy 98 % of the time and its input pipe is full: `workers: 2` would give about 1.9 times, then `store` is next",
        verdict.sentence());
    assertEquals(Kind.WORKERS, verdict.kind());
    assertEquals(List.of(new Change("parse", 2)), verdict.stages());
    assertEquals(1 / 0.52, verdict.gain(), 1e-9);
    assertEquals("store", verdict.next());
  }

  @Test
  void advisesAsManyWorkersAsItTakesToComeToTheNextStage() {
    Verdict three = verdict(stage("a", 0.3), stage("b", 1));
    assertEquals(List.of(new Change("b", 4)), three.stages());
    assertEquals(1 / 0.3, three.gain(), 1e-9);

    Verdict more = verdict(workers(stage("b", 1), 4), stage("a", 0.6));
    assertEquals(List.of(new Change("b", 7)), more.stages());
    assertEquals(1 / 0.6, more.gain(), 1e-9);
  }

  @Test
  void foretellsNoMoreThanFourTimes() {
    Verdict verdict = verdict(stage("a", 0.01), stage("b", 1));
    assertEquals(List.of(new Change("b", 4)), verdict.stages());
    assertEquals(4, verdict.gain(), 1e-9);
    assertEquals("", verdict.next());
  }

  @Test
  void advisesOnStagesTogetherThatAreAsBusy() {
    Verdict verdict = verdict(stage("a", 0.97), stage("b", 0.96), stage("c", 0.4));
    assertEquals(Kind.WORKERS, verdict.kind());
    assertEquals(
        "`a` is busy 97 % of the time, and so is `b`: `workers: 3` for both would give about 2.5 times, then `c` is next",
        verdict.sentence());
    assertEquals(List.of(new Change("a", 3), new Change("b", 3)), verdict.stages());
  }

  @Test
  void saysInJavaWhatJavaCallsIt() {
    RunLoad load = new RunLoad(10, UNKNOWN, 8, 0.2, 0.3, List.of(stage("a", 1), stage("b", 0.5)));
    String sentence = Face.JAVA.during(() -> Judge.verdict(load)).sentence();
    assertTrue(sentence.contains("`workers(2)`"), sentence);
  }

  @Test
  void saysWhyAStageCanHaveNoMoreWorkers() {
    for (Alone alone : List.of(Alone.STATEFUL, Alone.IN_LAUNCHER, Alone.PRODUCER)) {
      Verdict verdict = verdict(alone(stage("sum", 1), alone), stage("b", 0.2));
      assertEquals(Kind.STAGE, verdict.kind());
      assertEquals(List.of(new Change("sum", 1)), verdict.stages());
      assertEquals(1, verdict.gain());
      assertTrue(
          verdict.sentence().startsWith("`sum` is busy 100 % of the time, "), verdict::sentence);
    }
    assertTrue(
        verdict(alone(stage("sum", 1), Alone.IN_LAUNCHER)).sentence().contains("`in-launcher`"));
  }

  @Test
  void aStageThatComputesGetsNoMoreWorkersThanThereAreCores() {
    Verdict few = of(UNKNOWN, 4, 1.1, 1.2, computing(stage("a", 1)), stage("b", 0.1));
    assertEquals(List.of(new Change("a", 4)), few.stages());
    assertEquals(3.9 / 1.1, few.gain(), 1e-9);

    StageLoad many = computing(workers(stage("a", 0.8), 4));
    Verdict full = of(UNKNOWN, 4, 3.3, 3.4, many);
    assertEquals(Kind.STAGE, full.kind());
    assertTrue(full.sentence().contains("as many workers as there are cores, 4"), full::sentence);
  }

  @Test
  void theCoresBoundWhatAStageGainsThatComputes() {
    Verdict verdict = of(UNKNOWN, 2, 1.2, 1.3, computing(stage("a", 1)), stage("b", 0.1));
    assertEquals(List.of(new Change("a", 2)), verdict.stages());
    assertEquals(1.9 / 1.2, verdict.gain(), 1e-9);
    assertEquals("the processor", verdict.next());
  }

  @Test
  void saysThatAllCoresAreBusy() {
    StageLoad one = computing(stage("a", 0.95));
    StageLoad other = computing(stage("b", 0.9));
    Verdict own = of(UNKNOWN, 2, 1.9, 1.98, one, other);
    assertEquals(Kind.CORES, own.kind());
    assertEquals(
        "all 2 processor cores are busy, most of all by `a`, with 50 % of what the run takes: only faster jobs help, or more cores",
        own.sentence());
    Verdict others = of(UNKNOWN, 2, 0.5, 1.98, computing(stage("a", 0.95)));
    assertEquals(Kind.CORES, others.kind());
    assertTrue(others.sentence().contains("other work than this run"), others::sentence);
  }

  @Test
  void aStageThatOnlyWaitsIsNamedOnABusyMachine() {
    Verdict verdict = of(UNKNOWN, 2, 0.1, 2, stage("a", 1), stage("b", 0.5));
    assertEquals(Kind.WORKERS, verdict.kind());
  }

  @Test
  void namesTheInputOrTheOutputWhereNoStageIsBusy() {
    Verdict input = of(0, 8, 0.2, 0.3, end("a", 0.9, 0), stage("b", 0.1));
    assertEquals(Kind.INPUT, input.kind());
    assertEquals("the input is slow: `a` waits 90 % of the time for more of it", input.sentence());
    Verdict output = of(0.9, 8, 0.2, 0.3, stage("a", 0.1), end("b", 0, 0.8));
    assertEquals(Kind.OUTPUT, output.kind());
    assertEquals(
        "results are taken slowly: `b` waits 80 % of the time for room behind it",
        output.sentence());
  }

  @Test
  void anInputThatIsHeldLittleBoundsWhatIsGained() {
    Verdict verdict = of(0.4, 8, 0.2, 0.3, stage("a", 1), stage("b", 0.2));
    assertEquals(1 / 0.6, verdict.gain(), 1e-9);
    assertEquals("the input", verdict.next());
    assertEquals(List.of(new Change("a", 2)), verdict.stages());
  }

  @Test
  void saysNothingWhereNothingWaitsLongOrLittleHasPassed() {
    StageLoad half = new StageLoad("a", 1, Alone.NO, 1000, 0.5, 0.2, 0.2, 0, 0, true, true);
    assertFalse(verdict(half).isKnown());
    assertFalse(verdict().isKnown());
    StageLoad one = new StageLoad("a", 1, Alone.NO, 1, 1, 0, 0, 0, 0, true, true);
    assertFalse(verdict(one).isKnown(), "of a single block");
    RunLoad brief = new RunLoad(0.1, 0, 8, 0, 0, List.of(stage("a", 1)));
    assertFalse(Judge.verdict(brief).isKnown());
  }
}

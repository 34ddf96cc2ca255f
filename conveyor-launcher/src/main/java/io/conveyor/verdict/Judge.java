package io.conveyor.verdict;

import io.conveyor.verdict.Verdict.Change;
import io.conveyor.verdict.Verdict.Kind;
import java.util.Comparator;
import java.util.List;

/** Finds what holds a run back. */
public final class Judge {

  /** What passes in less time tells nothing. */
  private static final double LEAST_SECONDS = 0.2;

  /** So many blocks of each worker tell something. */
  private static final int LEAST_BLOCKS = 4;

  /** A stage that is busy for less of the time has time enough. */
  private static final double BUSY = 0.7;

  /** Whoever waits for less of the time is not held back. */
  private static final double WAITS = 0.3;

  private final RunLoad load;

  private Judge(RunLoad load) {
    this.load = load;
  }

  /** Returns the verdict on what was measured. */
  public static Verdict verdict(RunLoad load) {
    return new Judge(load).verdict();
  }

  private Verdict verdict() {
    if (load.seconds() < LEAST_SECONDS) {
      return Verdict.NONE;
    }
    List<StageLoad> busiest =
        load.stages().stream()
            .filter(stage -> stage.blocks() >= (long) LEAST_BLOCKS * stage.workers())
            .sorted(Comparator.comparingDouble(StageLoad::busy).reversed())
            .toList();
    if (busiest.isEmpty()) {
      return Verdict.NONE;
    }
    StageLoad first = busiest.get(0);
    if (load.isSaturated() && first.mayCompute()) {
      return cores();
    }
    return first.busy() >= BUSY ? stage(busiest) : ends();
  }

  /** Of stages that compute, the busiest need not be the one that takes most of the cores. */
  private Verdict cores() {
    StageLoad greediest =
        load.stages().stream().max(Comparator.comparingDouble(StageLoad::cores)).orElseThrow();
    boolean own = load.usedCores() < 0 || load.usedCores() > load.busyCores() / 2;
    return new Verdict(
        Kind.CORES,
        own ? List.of(new Change(greediest.stage(), greediest.workers())) : List.of(),
        1,
        "",
        own ? Words.cores(load, greediest) : Words.others(load));
  }

  private Verdict stage(List<StageLoad> busiest) {
    StageLoad first = busiest.get(0);
    if (first.alone() != StageLoad.Alone.NO) {
      return fixed(first, Words.alone(first));
    }
    if (first.computes() && first.workers() >= load.cores()) {
      return fixed(first, Words.asManyAsCores(first, load.cores()));
    }
    return new Advice(load, busiest).verdict();
  }

  private static Verdict fixed(StageLoad stage, String sentence) {
    return new Verdict(
        Kind.STAGE, List.of(new Change(stage.stage(), stage.workers())), 1, "", sentence);
  }

  private Verdict ends() {
    for (StageLoad stage : load.stages()) {
      if (stage.givesResults() && stage.stalled() >= WAITS) {
        return new Verdict(Kind.OUTPUT, List.of(), 1, "", Words.output(stage));
      }
    }
    List<StageLoad> first = load.stages().stream().filter(StageLoad::takesInputs).toList();
    boolean starved = first.stream().allMatch(stage -> stage.starved() >= WAITS);
    return starved && !first.isEmpty() && load.held() < WAITS
        ? new Verdict(Kind.INPUT, List.of(), 1, "", Words.input(first.get(0)))
        : Verdict.NONE;
  }
}

package io.conveyor.verdict;

import io.conveyor.verdict.Verdict.Change;
import io.conveyor.verdict.Verdict.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds how many workers the busiest stages should have: as few as it takes to come near to what
 * something else allows.
 */
final class Advice {

  /** What is gained has to be worth it. */
  private static final double WORTH = 1.15;

  /** The last workers gain little, and what is measured is not that exact. */
  private static final double NEAR = 0.95;

  /** No more stages are advised on at a time. */
  private static final int MOST_STAGES = 3;

  /** What is further away than that is not foretold. */
  private static final int MOST_TIMES = 4;

  /** Something that bounds the run, and how many times as fast it allows it to be. */
  private record Bound(String what, double gain) {}

  private final RunLoad load;
  private final List<StageLoad> busiest;

  /**
   * Creates an advice.
   *
   * @param busiest all stages, the busiest first
   */
  Advice(RunLoad load, List<StageLoad> busiest) {
    this.load = load;
    this.busiest = busiest;
  }

  Verdict verdict() {
    for (int count = 1; count <= Math.min(MOST_STAGES, busiest.size()); count++) {
      StageLoad last = busiest.get(count - 1);
      if (last.alone() != StageLoad.Alone.NO) {
        return fixed(last, Words.alone(last));
      }
      Bound bound = bound(count);
      if (bound.gain() >= WORTH) {
        return advised(busiest.subList(0, count), bound);
      }
      if (!bound.what().equals(nameOf(count))) {
        return bounded(bound);
      }
    }
    StageLoad first = busiest.get(0);
    return fixed(first, Words.manyBusy(first));
  }

  /** Returns what else bounds the run, if some of the busiest stages do not. */
  private Bound bound(int without) {
    Bound least =
        without < busiest.size()
            ? new Bound(nameOf(without), 1 / Math.max(0.01, busiest.get(without).busy()))
            : new Bound("", Double.POSITIVE_INFINITY);
    least = less(least, new Bound(Words.CORES, load.coresBound()));
    return less(least, new Bound(Words.INPUT, load.inputBound()));
  }

  private static Bound less(Bound one, Bound other) {
    return other.gain() < one.gain() ? other : one;
  }

  private String nameOf(int index) {
    return index < busiest.size() ? Words.quoted(busiest.get(index).stage()) : "";
  }

  private Verdict advised(List<StageLoad> stages, Bound bound) {
    double wanted = Math.min(MOST_TIMES, bound.gain());
    List<Change> changes = new ArrayList<>();
    double gain = Double.POSITIVE_INFINITY;
    for (StageLoad stage : stages) {
      int workers = workers(stage, wanted);
      changes.add(new Change(stage.stage(), workers));
      gain = Math.min(gain, (double) workers / stage.workers());
    }
    double reached = Math.min(gain, bound.gain());
    String next = bound.gain() <= gain / NEAR ? bound.what() : "";
    return new Verdict(
        Kind.WORKERS,
        changes,
        reached,
        Words.unquoted(next),
        Words.workers(stages, changes, reached, next));
  }

  private int workers(StageLoad stage, double wanted) {
    int workers = stage.workers();
    while (workers < NEAR * wanted * stage.workers()) {
      workers++;
    }
    int most = stage.computes() ? Math.max(stage.workers() + 1, load.cores()) : workers;
    return Math.min(Math.max(workers, stage.workers() + 1), most);
  }

  private Verdict bounded(Bound bound) {
    StageLoad first = busiest.get(0);
    return new Verdict(
        bound.what().equals(Words.CORES) ? Kind.CORES : Kind.INPUT,
        List.of(new Change(first.stage(), first.workers())),
        1,
        bound.what(),
        Words.bounded(first, bound.what()));
  }

  private static Verdict fixed(StageLoad stage, String sentence) {
    return new Verdict(
        Kind.STAGE, List.of(new Change(stage.stage(), stage.workers())), 1, "", sentence);
  }
}

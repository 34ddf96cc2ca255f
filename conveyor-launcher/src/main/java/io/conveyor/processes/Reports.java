package io.conveyor.processes;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reports of one run: what the counters show, less what they showed when the run began. */
final class Reports {

  private final Blueprint blueprint;
  private final Counters counters;
  private final List<Map<Counter, Long>> before = new ArrayList<>();
  private final IntToLongFunction replacements;
  private final Map<Integer, Long> replacedBefore = new HashMap<>();
  private final long startNanos = System.nanoTime();
  private final RunReport resumed;
  private volatile @Nullable RunReport last;

  /**
   * Creates the reports of a run that begins now.
   *
   * @param wholeRun whether what is counted already is of this run, begun by another launcher
   * @param first whether no run was before it: workers that died while they started count, too
   */
  Reports(
      Blueprint blueprint,
      Counters counters,
      IntToLongFunction replacements,
      boolean wholeRun,
      boolean first) {
    this.replacements = replacements;
    this.blueprint = blueprint;
    this.counters = counters;
    for (int participant = 0; participant < blueprint.participantCount(); participant++) {
      before.add(wholeRun ? Map.of() : read(participant));
      replacedBefore.put(participant, first ? 0 : replacements.applyAsLong(participant));
    }
    resumed = make();
  }

  private Map<Counter, Long> read(int participant) {
    Map<Counter, Long> values = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      values.put(counter, counters.get(participant, counter));
    }
    return values;
  }

  /** Returns what had been done of the run before. */
  RunReport resumed() {
    return resumed;
  }

  /** Freezes the report. */
  void end() {
    last = make();
  }

  RunReport now() {
    RunReport ended = last;
    return ended != null ? ended : make();
  }

  private RunReport make() {
    List<StageReport> stages = new ArrayList<>();
    for (Participant participant : blueprint.participants()) {
      if (participant.processor() != null && participant.worker() == 0) {
        stages.add(stage(participant));
      }
    }
    return new RunReport(
        since(Planner.FEEDER, Counter.BLOCKS_OUT),
        since(Planner.SINK, Counter.BLOCKS_IN),
        Duration.ofNanos(System.nanoTime() - startNanos),
        stages);
  }

  private StageReport stage(Participant first) {
    return new StageReport(
        first.stage(),
        first.workers(),
        sum(first, Counter.BLOCKS_IN),
        sum(first, Counter.BLOCKS_OUT),
        sum(first, Counter.BYTES_OUT),
        Duration.ofNanos(sum(first, Counter.BUSY_NANOS)),
        Duration.ofNanos(sum(first, Counter.STARVED_NANOS)),
        Duration.ofNanos(sum(first, Counter.STALLED_NANOS)),
        replaced(first),
        sum(first, Counter.SKIPPED),
        sum(first, Counter.DEAD_LETTERED),
        Math.max(0, sum(first, Counter.ENTERED) - sum(first, Counter.BLOCKS_IN)));
  }

  /** A stage's workers have consecutive numbers. */
  private long sum(Participant first, Counter counter) {
    long sum = 0;
    for (int worker = 0; worker < first.workers(); worker++) {
      sum += since(first.number() + worker, counter);
    }
    return sum;
  }

  private long replaced(Participant first) {
    long sum = 0;
    for (int worker = 0; worker < first.workers(); worker++) {
      int participant = first.number() + worker;
      sum += replacements.applyAsLong(participant) - replacedBefore.getOrDefault(participant, 0L);
    }
    return sum;
  }

  private long since(int participant, Counter counter) {
    return counters.get(participant, counter) - before.get(participant).getOrDefault(counter, 0L);
  }
}

package io.conveyor.processes.measure;

import io.conveyor.ConveyorException;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Counters.Phase;
import io.conveyor.control.Counters.Spell;
import io.conveyor.processes.measure.Sample.State;
import io.conveyor.processes.plan.Planner;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.worker.plan.WorkerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a run from outside. For one thread. */
public final class Meter {

  /** A stage, and what it reads once that is known. */
  private static final class Probed {
    final RunCard.Stage stage;
    final StageProbe probe;
    List<PipeProbe> inputs = List.of();
    Traits traits = Traits.UNKNOWN;

    Probed(RunCard.Stage stage, StageProbe probe) {
      this.stage = stage;
      this.probe = probe;
    }
  }

  private final KnownRun run;
  private final Counters counters;
  private final List<Probed> stages = new ArrayList<>();
  private boolean planned;

  private Meter(KnownRun run, Counters counters) {
    this.run = run;
    this.counters = counters;
    for (RunCard.Stage stage : run.card().stages()) {
      stages.add(new Probed(stage, new StageProbe(counters, run.card(), stage)));
    }
  }

  /**
   * Opens a meter.
   *
   * @throws ConveyorException of category CORRUPT if the files of the run are damaged, or gone
   */
  public static Meter open(KnownRun run) {
    Counters counters = Counters.open(run.card().directory());
    int needed =
        run.card().stages().stream()
            .mapToInt(each -> each.first() + each.workers())
            .max()
            .orElse(0);
    if (needed > counters.participants()) {
      counters.requireParticipants(run.card().directory(), needed);
    }
    return new Meter(run, counters);
  }

  /** Returns how the run is now. What is damaged, or gone, is left out. */
  public Sample sample() {
    State state = state(); // First: what is counted before the end is seen.
    planned = planned || (state != State.STARTING && plan());
    long nanos = System.nanoTime();
    ProcessUse launcher = ProcessUse.of(run.card().pid(), 0);
    return new Sample(
        Instant.now(),
        nanos,
        state,
        counters.get(Planner.FEEDER, Counter.BLOCKS_OUT),
        counters.get(Planner.SINK, Counter.BLOCKS_IN),
        StageProbe.spent(counters, Planner.FEEDER, Spell.STALLED, nanos),
        launcher,
        stages.stream()
            .map(
                each ->
                    new StageSample(
                        each.stage.name(),
                        each.traits,
                        each.probe.workers(nanos, launcher),
                        each.inputs.stream().map(PipeProbe::fill).toList()))
            .toList(),
        Machine.now());
  }

  private State state() {
    Phase phase = counters.phase();
    if (phase == Phase.CLOSED) {
      return switch (counters.outcome()) {
        case NONE -> State.CLOSED;
        case WELL -> State.COMPLETED;
        case FAILED -> State.FAILED;
      };
    }
    return run.isLeft() ? State.KILLED : State.valueOf(phase.name());
  }

  /** Reads who reads what; false if that is not there yet, or not there any more. */
  private boolean plan() {
    try {
      Map<Integer, WorkerPlan> between = new HashMap<>();
      for (int number = Planner.SINK + 1; number < counters.participants(); number++) {
        if (!isOfStage(number)) {
          between.put(number, WorkerPlan.read(run.card().directory(), number));
        }
      }
      for (Probed each : stages) {
        plan(each, between);
      }
      return true;
    } catch (ConveyorException | IOException | UncheckedIOException e) {
      return false;
    }
  }

  private boolean isOfStage(int number) {
    return stages.stream()
        .map(each -> each.stage)
        .anyMatch(stage -> stage.first() <= number && number < stage.first() + stage.workers());
  }

  private void plan(Probed each, Map<Integer, WorkerPlan> between) throws IOException {
    Map<String, PipeProbe> inputs = new LinkedHashMap<>();
    int first = each.stage.first();
    boolean inLauncher = counters.get(first, Counter.PID) == 0;
    for (int number = first; number < first + each.stage.workers(); number++) {
      WorkerPlan plan = WorkerPlan.read(run.card().directory(), number);
      for (WorkerPlan.Input input : plan.inputs()) {
        inputs.computeIfAbsent(
            input.pipe().id() + " " + input.subscription(), key -> new PipeProbe(input, counters));
      }
      each.traits = Traits.of(plan, inLauncher, between);
    }
    each.inputs = List.copyOf(inputs.values());
  }
}

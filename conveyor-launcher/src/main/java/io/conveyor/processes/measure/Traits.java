package io.conveyor.processes.measure;

import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.processes.plan.Planner;
import io.conveyor.stage.state.Keeping;
import io.conveyor.worker.plan.WorkerPlan;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stage is, as far as its plan tells.
 *
 * @param stateful whether it may keep state between blocks, which workers do not share
 * @param inLauncher whether it has no process of its own
 * @param takesInputs whether it takes the pipeline's inputs
 * @param givesResults whether what it gives are the pipeline's results
 */
public record Traits(
    boolean stateful, boolean inLauncher, boolean takesInputs, boolean givesResults) {

  /** Of a stage whose plan is not there yet. */
  static final Traits UNKNOWN = new Traits(false, false, false, false);

  /**
   * Returns the traits of a worker's stage.
   *
   * @param between the plans of what the launcher puts between stages, by their participants
   */
  static Traits of(WorkerPlan plan, boolean inLauncher, Map<Integer, WorkerPlan> between) {
    return new Traits(
        plan.rules().state() != Keeping.NONE,
        inLauncher,
        takesInputs(plan, between),
        isReadBy(Planner.SINK, plan.output(), between));
  }

  private static boolean takesInputs(WorkerPlan plan, Map<Integer, WorkerPlan> between) {
    return plan.inputs().stream()
        .map(input -> input.pipe().writer())
        .anyMatch(
            writer -> {
              @Nullable WorkerPlan relay = between.get(writer);
              return writer == Planner.FEEDER || (relay != null && takesInputs(relay, between));
            });
  }

  private static boolean isReadBy(int reader, PipeSpec pipe, Map<Integer, WorkerPlan> between) {
    Set<Integer> readers = new HashSet<>();
    pipe.subscriptions().stream().map(Subscription::members).forEach(readers::addAll);
    return readers.contains(reader)
        || readers.stream()
            .map(between::get)
            .anyMatch(relay -> relay != null && isReadBy(reader, relay.output(), between));
  }
}

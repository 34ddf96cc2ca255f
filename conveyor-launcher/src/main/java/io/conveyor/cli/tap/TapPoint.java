package io.conveyor.cli.tap;

import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import io.conveyor.pipe.Subscription.Policy;
import io.conveyor.worker.plan.WorkerPlan;
import java.util.Map;
import java.util.TreeMap;

/**
 * One side of a stage at one pipe.
 *
 * @param stage the stage's name
 * @param port which side
 * @param pipe the pipe
 * @param subscription by which the stage reads it; of no account at its outputs
 * @param workers the stage's workers: at its inputs by the number of the member that each is, at
 *     its outputs the one that writes
 */
record TapPoint(
    String stage, Port port, PipeSpec pipe, int subscription, Map<Integer, Integer> workers) {

  /** A side of a stage. */
  enum Port {
    IN,
    OUT
  }

  /** Stands for the worker of a block that is another stage's. */
  static final int OF_OTHERS = -2;

  /** Stands for the worker of a block of which only those know that take it. */
  static final int UNKNOWN = -1;

  static TapPoint output(WorkerPlan plan) {
    return new TapPoint(plan.stage(), Port.OUT, plan.output(), 0, Map.of(0, plan.worker()));
  }

  static TapPoint input(WorkerPlan plan, WorkerPlan.Input input) {
    return new TapPoint(
        plan.stage(),
        Port.IN,
        input.pipe(),
        input.subscription(),
        Map.of(input.member(), plan.worker()));
  }

  /** Returns what identifies it: workers of a stage read the same pipes. */
  String key() {
    return "%s %s %d %d".formatted(stage, port, pipe.id(), subscription);
  }

  /** Returns the same side of the same stage, with the workers of both. */
  TapPoint with(TapPoint other) {
    Map<Integer, Integer> all = new TreeMap<>(workers);
    all.putAll(other.workers);
    return new TapPoint(stage, port, pipe, subscription, all);
  }

  /** Returns which worker takes or gives a block; or {@link #UNKNOWN} or {@link #OF_OTHERS}. */
  int worker(long sequence, long runStart) {
    if (port == Port.OUT) {
      return workers.getOrDefault(0, UNKNOWN);
    }
    Subscription read = pipe.subscriptions().get(subscription);
    int members = read.members().size();
    if (members > 1 && read.policy() == Policy.SHARED) {
      return UNKNOWN;
    }
    return workers.getOrDefault((int) ((sequence - runStart) % members), OF_OTHERS);
  }

  /** Returns whether other stages claim from the same blocks. */
  boolean isShared() {
    Subscription read = pipe.subscriptions().get(subscription);
    return port == Port.IN
        && read.policy() == Policy.SHARED
        && read.members().size() > workers.size();
  }

  /** Returns its name as a user types it. */
  String name() {
    return stage + (port == Port.IN ? ".in" : ".out");
  }
}

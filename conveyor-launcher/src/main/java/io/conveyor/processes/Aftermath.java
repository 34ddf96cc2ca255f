package io.conveyor.processes;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.RunningClock;
import io.conveyor.processes.flow.Flow;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is still done of a run after one of its participants failed, so that results come as they
 * would one block after the other: all that was done before, in order, and then the exception.
 *
 * <pre>
 *   upstream of the failure      drops what it has: nobody needs it
 *   workers of the same stage    end the batch at hand, which began before the block that failed
 *   downstream                   does all that the stage had given before, as ever
 *   lanes beside                 do what they have; after a while the rest is dropped
 * </pre>
 *
 * Belongs to the thread that pulls results, but for {@link #begin} and {@link #isBehind}.
 */
final class Aftermath {

  /** It is looked at far more often. */
  private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Blueprint blueprint;
  private final Counters counters;
  private final Flow flow;
  private final int run;
  private final int failed;

  /**
   * Lanes beside the failure are usually as far as it is, but endless ones must end; upstream of
   * it, and beside it, a job may be stuck.
   */
  private final long drainNanos;

  private final Set<Integer> downstream;
  private final RunningClock clock = new RunningClock(LONGEST_STEP_NANOS);
  private boolean besideDropped;
  private long seen;
  private long seenNanos;

  /**
   * Creates the aftermath of a failure.
   *
   * @param failed the participant that failed; the feeder if the inputs did
   * @param drainTimeout how long lanes beside it may take, and how long nothing may move
   */
  Aftermath(
      Blueprint blueprint,
      Counters counters,
      Flow flow,
      int run,
      int failed,
      Duration drainTimeout) {
    this.blueprint = blueprint;
    this.counters = counters;
    this.flow = flow;
    this.run = run;
    this.failed = failed;
    this.drainNanos = drainTimeout.toNanos();
    this.downstream =
        failed == Planner.FEEDER ? everybody(blueprint) : blueprint.downstreamOf(failed);
  }

  private static Set<Integer> everybody(Blueprint blueprint) {
    Set<Integer> all = new HashSet<>();
    blueprint.participants().forEach(participant -> all.add(participant.number()));
    return all;
  }

  /** Ends what nobody needs. */
  void begin() {
    if (failed != Planner.FEEDER) {
      blueprint.upstreamOf(failed).forEach(number -> set(number, Counter.DROPPED_RUN));
      set(Planner.FEEDER, Counter.DROPPED_RUN);
      blueprint.besides(failed).forEach(number -> set(number, Counter.LEFT_RUN));
    }
    flow.feeder().interrupt();
    flow.sink().wake();
  }

  private void set(int number, Counter counter) {
    counters.set(number, counter, run);
  }

  /** Returns whether a later failure is of a block before that of this one. */
  boolean isBehind(int other) {
    return downstream.contains(other);
  }

  /** Returns whether nothing happens any more although the run has not ended. */
  boolean isStuck() {
    long now = clock.nanos();
    if (!besideDropped && now > drainNanos) {
      besideDropped = true;
      dropBeside();
    }
    long progress = progress();
    if (progress != seen || isBusyDownstream()) {
      seen = progress;
      seenNanos = now;
    }
    return now - seenNanos > drainNanos;
  }

  private void dropBeside() {
    for (Participant participant : blueprint.participants()) {
      int number = participant.number();
      if (number != failed && !downstream.contains(number)) {
        set(number, Counter.DROPPED_RUN);
      }
    }
  }

  private long progress() {
    long sum = counters.get(Planner.SINK, Counter.BLOCKS_IN);
    for (Participant participant : blueprint.participants()) {
      sum += counters.get(participant.number(), Counter.BLOCKS_IN);
      sum += counters.get(participant.number(), Counter.BLOCKS_OUT);
    }
    return sum;
  }

  private boolean isBusyDownstream() {
    return downstream.stream().anyMatch(number -> counters.get(number, Counter.CURRENT_PIPE) != 0);
  }
}

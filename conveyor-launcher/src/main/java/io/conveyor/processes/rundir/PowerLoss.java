package io.conveyor.processes.rundir;

import io.conveyor.Producer;
import io.conveyor.processes.plan.Blueprint;
import io.conveyor.processes.plan.Participant;
import io.conveyor.processes.plan.Planner;
import io.conveyor.stage.state.Keeping;
import io.conveyor.topology.Topology;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a loss of power means to durable runs, reported before there is one. */
public final class PowerLoss {

  private PowerLoss() {}

  /**
   * Returns why a durable run of a pipeline starts over after a loss of power, or null if it
   * resumes from its last checkpoint.
   *
   * @param topology the pipeline's rows, wired
   */
  public static @Nullable String whyAnew(Topology topology) {
    return obstacle(Planner.plan(topology));
  }

  /** Returns why there can be no checkpoints of a pipeline, or null if there can. */
  public static @Nullable String obstacle(Blueprint blueprint) {
    return blueprint.participants().stream()
        .flatMap(participant -> Optional.ofNullable(obstacle(participant)).stream())
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String obstacle(Participant participant) {
    Object task = participant.processor() == null ? "" : participant.processor().task();
    if (participant.rules().window() > 1) {
      return "stage '%s' holds blocks of its next window".formatted(participant.stage());
    }
    if (task instanceof Producer) {
      return "stage '%s' is a producer, which cannot be stopped in between"
          .formatted(participant.stage());
    }
    return participant.rules().state() == Keeping.LOST
        ? "stage '%s' has a state that it cannot give".formatted(participant.stage())
        : null;
  }
}

package io.conveyor.processes;

import io.conveyor.processes.flow.Checkpoints;
import io.conveyor.processes.plan.Planner;
import io.conveyor.topology.Topology;
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
    return Checkpoints.obstacle(Planner.plan(topology));
  }
}

package io.conveyor.processes.measure;

import java.util.List;

/**
 * A stage at a moment.
 *
 * @param stage its name
 * @param traits what it is
 * @param workers its workers
 * @param inputs what waits for it, in each of its input pipes
 */
public record StageSample(
    String stage, Traits traits, List<WorkerSample> workers, List<Fill> inputs) {

  /** Creates a sample, copying the lists. */
  public StageSample {
    workers = List.copyOf(workers);
    inputs = List.copyOf(inputs);
  }

  /** Returns what all of its workers have done. */
  public Work work() {
    return workers.stream().map(WorkerSample::work).reduce(Work.NONE, Work::plus);
  }

  /** Returns how many blocks wait for it. */
  public long waiting() {
    return inputs.stream().mapToLong(Fill::blocks).sum();
  }

  /** Returns how full the fullest of its input pipes is, from 0 to 1. */
  public double fill() {
    return inputs.stream().mapToDouble(Fill::share).max().orElse(0);
  }
}

package io.conveyor;

import io.conveyor.spi.EngineRun;

/** Starts the runs of a pipeline, one at a time. */
interface Starter {

  /** Starts a run, opening the pipeline for it if need be. It must be closed. */
  EngineRun begin(Inputs inputs);

  /**
   * Continues the run that was started on a thread of its own.
   *
   * @param handle the run's
   * @param body what there is to do, to its end
   */
  void goesOnBy(RunHandle handle, Runnable body);
}

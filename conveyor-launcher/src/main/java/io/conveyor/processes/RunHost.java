package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.RunReport;
import org.jspecify.annotations.Nullable;

/** What a run needs of the open pipeline that it is a run of. */
interface RunHost {

  /** Asks for the end of a run: what is left of it is dropped, or left for another launcher. */
  void cancel(int run);

  /**
   * A participant failed in a run: ends what nobody needs any more.
   *
   * @param by the participant, or the feeder if the inputs failed
   * @return what is still done, or null if the run is to end as if it was cancelled
   */
  @Nullable Aftermath endAround(int run, int by);

  /** The pipeline cannot go on. */
  void broken(ConveyorException reason);

  /** Returns whether the pipeline cannot go on. */
  boolean isBroken();

  /** Returns whether what failures and prints workers counted so far has arrived. */
  boolean hasAllArrived();

  /** All of a run is done: what it gave survives a loss of power, if that is wanted. */
  void seal();

  /**
   * Keeps what is known of a failure.
   *
   * @param report what the run has done
   */
  void explain(ConveyorException failure, RunReport report);

  /** Nothing of a run is under way any more. */
  void ended(boolean well);
}

package io.conveyor.stage;

/** What a stage does with its blocks. Belongs to the loop's thread. */
interface Work {

  /** Does a batch of a run that is not dropped, and acknowledges what of it is done. */
  void take(Batch batch);

  /** Does what is left to do when all inputs of a run have ended, be it dropped or not. */
  void endRun();

  /** Returns whether it polls batches by itself, so that a call may last for the whole run. */
  default boolean polls() {
    return false;
  }
}

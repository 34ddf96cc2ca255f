package io.conveyor.worker;

/** What a stage does with its blocks. Belongs to the loop's thread. */
interface Work {

  /**
   * Does the batch that an input has, of a run that is not dropped. What is answered afterwards is
   * for it to say.
   */
  void take(StageInput input);

  /** Does what is left to do when all inputs of a run have ended, be it dropped or not. */
  void endRun();

  /**
   * Returns whether it can go on from what was committed, or else must see a run from its start.
   */
  boolean isResumable();
}

package io.conveyor;

/**
 * What becomes of a block whose {@link Job} throws at every try, or takes its worker down at every
 * try; how many there are is for {@link Processor#retries(int)} to say.
 */
public enum OnError {
  /** The run fails. */
  FAIL,

  /** As {@link #FAIL}, but the block is tried {@value Processor#DEFAULT_RETRIES} times again. */
  RETRY,

  /**
   * The block is dropped, counted as {@link StageReport#skipped}, and logged if it is the worker's
   * first of its kind in the run.
   */
  SKIP,

  /**
   * The block is dead-lettered: kept with all that is known of its failure, in the directory of
   * {@link Pipeline#deadLetters}, and counted as {@link StageReport#deadLettered}.
   */
  DEAD_LETTER;

  /** Returns whether the run continues without the block. */
  public boolean goesOn() {
    return this == SKIP || this == DEAD_LETTER;
  }
}

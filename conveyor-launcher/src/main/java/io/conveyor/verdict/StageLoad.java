package io.conveyor.verdict;

/**
 * How a stage spent some time.
 *
 * @param stage its name
 * @param workers how many workers it has
 * @param alone why it can have one worker only, if that is so
 * @param blocks how many blocks it took, or which wait for it
 * @param busy the share of the time that a worker worked, from 0 to 1
 * @param starved likewise, waited for input
 * @param stalled likewise, waited for room
 * @param cores how many processor cores all of its workers had busy; less than 0 if that is not
 *     known
 * @param fill how full its input pipe is, from 0 to 1
 * @param takesInputs whether it takes the pipeline's inputs
 * @param givesResults whether what it gives are the pipeline's results
 */
public record StageLoad(
    String stage,
    int workers,
    Alone alone,
    long blocks,
    double busy,
    double starved,
    double stalled,
    double cores,
    double fill,
    boolean takesInputs,
    boolean givesResults) {

  private static final double COMPUTES = 0.5;
  private static final double MAY_COMPUTE = 0.2;

  /** Why a stage can have one worker only. */
  public enum Alone {
    /** It can have several. */
    NO,
    /** It may keep state between blocks, which workers do not share. */
    STATEFUL,
    /** It runs in the launcher, on one thread. */
    IN_LAUNCHER,
    /** It is a producer, and each of its workers would give all that it has. */
    PRODUCER
  }

  /** Of what computes, a second worker takes a second core; what only waits takes none. */
  boolean computes() {
    return cores < 0 || cores > COMPUTES * busy * workers;
  }

  /** Likewise, where others take the cores that it would have. */
  boolean mayCompute() {
    return cores < 0 || cores > MAY_COMPUTE * busy * workers;
  }
}

package io.conveyor.worker.carrier;

/** Which run a stage is in, and whether anything of it is still wanted. Of the stage's thread. */
final class RunState {

  private final StageCounters counters;

  /** Whether what a run that failed leaves undone is to be done by another process later. */
  private final boolean durable;

  private int run;
  private int ended;
  private int failed;
  private boolean frozen;

  /**
   * Creates the state that a stage is found in.
   *
   * @param run the run of its output's last document; 0 if there is none
   * @param ended the last run whose end it has passed on
   */
  RunState(StageCounters counters, boolean durable, int run, int ended) {
    this.counters = counters;
    this.durable = durable;
    this.run = run;
    this.ended = ended;
  }

  int run() {
    return run;
  }

  void enter(int of) {
    run = of;
  }

  boolean isWithin() {
    return run > 0 && ended < run;
  }

  /** An input has come to the end of a run; false if that was passed on before. */
  boolean enterEnd(int of) {
    if (of <= ended) {
      return false;
    }
    run = of;
    return true;
  }

  void end() {
    ended = run;
  }

  void fail() {
    failed = run;
    frozen = durable;
  }

  boolean isDropped() {
    return run <= failed || counters.isCancelled(run);
  }

  /** Returns whether nothing is committed any more. */
  boolean isFrozen() {
    return frozen;
  }
}

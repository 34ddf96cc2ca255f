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

  /** The last run of which no further batch was to be taken before the current one was. */
  private long leftRun;

  /** Whether the current batch came after the last one that is to be done. */
  private boolean left;

  /** Whether an input ended before its time, as something before this stage failed. */
  private boolean cut;

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

  /**
   * A batch is looked for. What says only after that one was claimed that the run is left speaks of
   * a block behind it: the batch is done.
   */
  void look() {
    leftRun = counters.leftRun();
  }

  /** A batch of a run is next. */
  void enter(int of) {
    run = of;
    left = of <= leftRun;
  }

  /** An input was ended by a participant. */
  void endedBy(int writer) {
    cut |= counters.isCut(writer, run);
  }

  /** Returns whether an input has ended before its time. */
  boolean isCut() {
    return cut;
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
    cut = false;
    left = false;
  }

  /** What this stage gives is not all that it would, if nothing had failed. */
  void markIfCut() {
    if (cut || isDropped()) {
      counters.cut(run);
    }
  }

  void fail() {
    failed = run;
    frozen = durable;
  }

  boolean isDropped() {
    return left || run <= failed || counters.isDropped(run);
  }

  /** Returns whether nothing is committed any more. */
  boolean isFrozen() {
    return frozen;
  }
}

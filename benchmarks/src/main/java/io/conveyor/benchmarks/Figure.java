package io.conveyor.benchmarks;

/** Something measured against a reference. */
interface Figure {

  /** Returns what the command line calls it. */
  String name();

  /** Returns what is measured, against what, in one sentence. */
  String title();

  /**
   * Measures it.
   *
   * @param rounds how often, the reference beside it each time
   * @param sheet takes the values of each round
   */
  void measure(int rounds, Sheet sheet) throws Exception;
}

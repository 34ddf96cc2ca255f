package io.conveyor.stage;

import java.time.Duration;

/**
 * How long to wait before what failed is tried again: twice as long each time, up to a limit.
 *
 * <pre>
 *                                          1st      2nd      3rd     ...  at most
 *   JOB       a block whose job threw      100 ms   200 ms   400 ms       10 s
 *   WORKER    a worker that died again     100 ms   200 ms   400 ms        5 s
 *   SPAWN     a process did not start      200 ms   200 ms   200 ms      200 ms
 * </pre>
 */
public enum Backoff {
  /** Before a job that threw is given the same block again. */
  JOB(Duration.ofMillis(100), Duration.ofSeconds(10)),

  /** Before a worker is replaced that died without having done anything since its replacement. */
  WORKER(Duration.ofMillis(100), Duration.ofSeconds(5)),

  /** Before the system is asked again for a process that it could not start. */
  SPAWN(Duration.ofMillis(200), Duration.ofMillis(200));

  private static final int MOST_DOUBLINGS = 16;

  private final Duration first;
  private final Duration longest;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /**
   * Returns how long to wait.
   *
   * @param retry the how-manieth retry is to come, from 1
   */
  public Duration before(int retry) {
    Duration wait = first.multipliedBy(1L << Math.min(retry - 1, MOST_DOUBLINGS));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}

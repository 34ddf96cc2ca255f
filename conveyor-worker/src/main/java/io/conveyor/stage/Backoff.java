package io.conveyor.stage;

import java.time.Duration;

/**
 * How long to wait before what failed is tried again: twice as long each time, up to a limit.
 *
 * @param first how long to wait before the first retry
 * @param most how many times as long to wait at the most, at least 1
 */
public record Backoff(Duration first, int most) {

  private static final int MOST_DOUBLINGS = 16;

  /**
   * Returns how long to wait.
   *
   * @param retry the how-manieth retry is to come, from 1
   */
  public Duration before(int retry) {
    return first.multipliedBy(Math.min(most, 1L << Math.min(retry - 1, MOST_DOUBLINGS)));
  }
}

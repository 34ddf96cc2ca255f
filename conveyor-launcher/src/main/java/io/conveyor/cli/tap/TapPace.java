package io.conveyor.cli.tap;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How many blocks are looked at: no more than so many a second, so that the run keeps the machine
 * to itself. What is not used within a second is not kept.
 */
final class TapPace {

  private static final long SECOND = 1_000_000_000;
  private static final long SHORTEST_PAUSE = 1_000_000;
  private static final long LONGEST_PAUSE = 50_000_000;

  private final long perSecond;
  private final LongSupplier nanoTime;
  private long left;
  private long filledAt;
  private long pause = SHORTEST_PAUSE;

  /**
   * Creates a pace.
   *
   * @param perSecond the most blocks each second
   */
  TapPace(long perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.left = perSecond;
    this.filledAt = nanoTime.getAsLong();
  }

  long perSecond() {
    return perSecond;
  }

  /** Takes note of the time that has gone by. */
  void fill() {
    long now = nanoTime.getAsLong();
    double due = (double) perSecond * (double) (now - filledAt) / SECOND;
    if (due >= 1) {
      left = (long) Math.min((double) perSecond, (double) left + due);
      filledAt = now;
    }
  }

  boolean isUsedUp() {
    return left <= 0;
  }

  void use() {
    left--;
  }

  /** Waits a moment, for longer and longer while nothing comes. */
  void pause(boolean idle) {
    pause = idle ? Math.min(LONGEST_PAUSE, 2 * pause) : isUsedUp() ? LONGEST_PAUSE : SHORTEST_PAUSE;
    LockSupport.parkNanos(pause);
  }
}

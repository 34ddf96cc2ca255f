package io.conveyor.worker.carrier;

import java.util.function.LongSupplier;

/**
 * When snapshots are due: at most every 20 ms, and seldom enough to take less than 2 % of the time,
 * as measured. A state that does not change is looked at ever more rarely, up to once in a second.
 */
final class SnapshotClock {

  /** A snapshot is followed by a pause of so many times what it took. */
  private static final int SHARE = 50;

  private static final long LEAST_PAUSE_NANOS = 20_000_000;
  private static final long MOST_IDLE_PAUSE_NANOS = 1_000_000_000;

  private final LongSupplier nanoTime;
  private long dueNanos;
  private long pause = LEAST_PAUSE_NANOS;
  private long beganNanos;

  /** The first one loads classes, and says little about the next. */
  private boolean first = true;

  /**
   * Starts a clock.
   *
   * @param nanoTime the time, as {@link System#nanoTime}
   */
  SnapshotClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.dueNanos = nanoTime.getAsLong() + LEAST_PAUSE_NANOS;
  }

  /** Returns how long to wait for the next one to be due, in nanoseconds; 0 or less if it is. */
  long nanosUntilDue() {
    return dueNanos - nanoTime.getAsLong();
  }

  /** A snapshot begins. */
  void begin() {
    beganNanos = nanoTime.getAsLong();
  }

  /**
   * A snapshot ends.
   *
   * @param changed whether it is another than the one before
   * @param failed whether it could not be taken
   */
  void end(boolean changed, boolean failed) {
    long now = nanoTime.getAsLong();
    pause = changed ? LEAST_PAUSE_NANOS : Math.min(2 * pause, MOST_IDLE_PAUSE_NANOS);
    long paid = first ? 0 : SHARE * (now - beganNanos);
    dueNanos = now + Math.max(failed ? MOST_IDLE_PAUSE_NANOS : pause, paid);
    first = false;
  }
}

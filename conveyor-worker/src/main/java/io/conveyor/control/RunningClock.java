package io.conveyor.control;

import java.util.function.LongSupplier;

/**
 * A clock that stands while its process does, as after Ctrl-Z or in a container that is paused. It
 * is looked at again and again: of the time between two looks only so much counts as there is when
 * the process runs. For one thread.
 */
public final class RunningClock {

  private final LongSupplier nanos;
  private final long longestStep;
  private long seen;
  private long passed;

  /**
   * Creates a clock.
   *
   * @param longestStepNanos the most that counts between two looks; looks are to be more frequent
   */
  public RunningClock(long longestStepNanos) {
    this(System::nanoTime, longestStepNanos);
  }

  /**
   * Creates a clock.
   *
   * @param nanos goes on all the time
   * @param longestStepNanos the most that counts between two looks
   */
  public RunningClock(LongSupplier nanos, long longestStepNanos) {
    this.nanos = nanos;
    this.longestStep = longestStepNanos;
    this.seen = nanos.getAsLong();
  }

  /** Returns for how long the process has run since the clock was made, in nanoseconds. */
  public long nanos() {
    long now = nanos.getAsLong();
    passed += Math.min(now - seen, longestStep);
    seen = now;
    return passed;
  }
}

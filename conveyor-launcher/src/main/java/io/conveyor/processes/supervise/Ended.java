package io.conveyor.processes.supervise;

import io.conveyor.control.RunningClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Whether all workers have ended. Safe from any thread. */
final class Ended {

  /** The most that counts between two looks: who is stopped meanwhile does not wait. */
  private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final CountDownLatch latch = new CountDownLatch(1);
  private final LongSupplier nanos;

  Ended() {
    this(System::nanoTime);
  }

  /**
   * For a clock of its own.
   *
   * @param nanos goes on all the time
   */
  Ended(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void set() {
    latch.countDown();
  }

  /**
   * Waits, while this process runs. The wait goes on when the caller is interrupted: leaving
   * children behind would be worse.
   */
  boolean await(Duration longest) {
    RunningClock clock = new RunningClock(nanos, LONGEST_STEP_NANOS);
    boolean interrupted = false;
    try {
      while (true) {
        long left = longest.toNanos() - clock.nanos();
        try {
          if (left <= 0 || latch.await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
            return latch.getCount() == 0;
          }
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

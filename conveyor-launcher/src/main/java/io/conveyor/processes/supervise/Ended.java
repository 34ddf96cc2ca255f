package io.conveyor.processes.supervise;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether all workers have ended. Safe from any thread. */
final class Ended {

  private final CountDownLatch latch = new CountDownLatch(1);

  void set() {
    latch.countDown();
  }

  /** The wait goes on when the caller is interrupted: leaving children behind would be worse. */
  boolean await(Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
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

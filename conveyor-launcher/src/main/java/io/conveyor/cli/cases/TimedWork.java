package io.conveyor.cli.cases;

import io.conveyor.spi.OwnThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread of its own, of which nobody can tell whether it ever ends. What hears neither
 * that it is cancelled nor an interrupt is left behind, as nothing ends a thread in a JVM.
 */
final class TimedWork {

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Throwable thrown;
  private List<StackTraceElement> stack = List.of();

  /** Starts it, with the streams and the face of the current thread. */
  TimedWork(Runnable work) {
    thread = new Thread(() -> OwnThread.run(() -> perform(work)), "conveyor case");
    thread.setDaemon(true);
    thread.start();
  }

  private void perform(Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      thrown = e;
    } finally {
      ended.countDown();
    }
  }

  /**
   * Waits for its end; returns whether it has come in time, and else keeps where it was.
   *
   * @throws RuntimeException what it threw, as it did
   */
  boolean endsWithin(Duration longest) {
    boolean inTime = await(longest);
    if (!inTime) {
      stack = List.of(thread.getStackTrace());
      return false;
    }
    if (thrown instanceof RuntimeException failure) {
      throw failure;
    }
    if (thrown instanceof Error failure) {
      throw failure;
    }
    return true;
  }

  /** Returns where it was when its time was over. */
  List<StackTraceElement> stack() {
    return stack;
  }

  /**
   * Waits for the end of what was cancelled, and then of what is interrupted.
   *
   * @param longest how long either may take
   * @return whether it has ended
   */
  boolean endsOnceCancelled(Duration longest) {
    if (await(longest)) {
      return true;
    }
    thread.interrupt();
    return await(longest);
  }

  private boolean await(Duration longest) {
    boolean interrupted = false;
    try {
      long end = System.nanoTime() + longest.toNanos();
      while (true) {
        try {
          return ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
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

package io.conveyor.cli;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills random workers of this process at random moments, until it is closed. */
final class Killer implements AutoCloseable {

  private final Random random;
  private final long[] pausesMillis;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger kills = new AtomicInteger();
  private final Thread thread = new Thread(this::run, "conveyor killer");

  /**
   * Starts to kill.
   *
   * @param kills how often, at the most
   * @param within how long the run may take: the kills are spread over it
   * @param random decides whom, and when
   */
  Killer(int kills, Duration within, Random random) {
    this.random = random;
    long mean = Math.max(1, within.toMillis() / (kills + 1));
    this.pausesMillis = random.longs(kills, 0, 2 * mean).toArray();
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      for (long pause : pausesMillis) {
        if (closed.await(pause, TimeUnit.MILLISECONDS) || !killOne()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for a victim if all workers are being replaced; false if it is closed first. */
  private boolean killOne() throws InterruptedException {
    while (true) {
      List<ProcessHandle> workers = workers();
      if (!workers.isEmpty()) {
        workers.get(random.nextInt(workers.size())).destroyForcibly();
        kills.incrementAndGet();
        return true;
      }
      if (closed.await(1, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
  }

  /** Without the helper by which the JDK starts processes, which is a child for a moment too. */
  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Returns how many workers were killed. */
  int kills() {
    return kills.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

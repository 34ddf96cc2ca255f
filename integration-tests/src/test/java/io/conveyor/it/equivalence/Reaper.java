package io.conveyor.it.equivalence;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills one or two random workers of this process every now and then, until it is closed. Mostly
 * only those that have had the time to start: were all killed before, nothing would ever get on.
 */
final class Reaper implements AutoCloseable {

  private static final int LONGEST_PAUSE_MILLIS = 400;
  private static final int ONE_IN_SO_MANY_STARTS = 8;

  private final Random random;
  private final Duration start;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger kills = new AtomicInteger();
  private final Thread thread = new Thread(this::reap, "reaper");

  /**
   * Starts to kill.
   *
   * @param seed decides whom, and when
   * @param start how long workers take to start
   */
  Reaper(long seed, Duration start) {
    this.random = new Random(seed);
    this.start = start;
    thread.start();
  }

  private void reap() {
    try {
      while (!closed.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
        for (int i = random.nextInt(2); i >= 0; i--) {
          kill();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void kill() {
    Duration age = random.nextInt(ONE_IN_SO_MANY_STARTS) == 0 ? Duration.ZERO : start;
    Instant latest = Instant.now().minus(age);
    List<ProcessHandle> workers =
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .filter(child -> child.info().startInstant().orElse(Instant.MAX).isBefore(latest))
            .toList();
    if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
      kills.incrementAndGet();
    }
  }

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

package io.conveyor.it;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Kills workers of pipelines that this process runs: at random moments of a span, whichever of them
 * there is then.
 */
final class WorkerKiller implements AutoCloseable {

  private final Random random;
  private final int most;
  private final long spanNanos;
  private final Thread thread = new Thread(this::kill, "killer");
  private int kills;

  /**
   * Begins to kill.
   *
   * @param most how many, at most
   * @param spanNanos how long the run takes that is disturbed, about
   */
  WorkerKiller(Random random, int most, long spanNanos) {
    this.random = random;
    this.most = most;
    this.spanNanos = spanNanos;
    thread.setDaemon(true);
    thread.start();
  }

  private void kill() {
    try {
      for (int left = 1 + random.nextInt(most); left > 0; left--) {
        TimeUnit.NANOSECONDS.sleep((long) (random.nextDouble() * spanNanos));
        List<ProcessHandle> workers = workers();
        if (!workers.isEmpty() && workers.get(random.nextInt(workers.size())).destroyForcibly()) {
          kills++;
        }
      }
    } catch (InterruptedException e) {
      // The run is over.
    }
  }

  /** Without the helper by which the JDK starts processes, which is a child for a moment too. */
  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Kills no more; returns how many were killed. */
  int stop() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return kills;
  }

  @Override
  public void close() {
    stop();
  }
}

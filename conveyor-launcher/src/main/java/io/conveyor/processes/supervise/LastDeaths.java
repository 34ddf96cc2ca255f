package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.processes.child.Child;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Workers that die when all that is left to do is to close their jobs: a few times another one does
 * that. One that does not get to the end of it is no better. Used by the supervising thread, and by
 * the one that waits for it.
 */
final class LastDeaths {

  private static final int MOST = 3;

  /** A replacement has to start first, and to get back what the job held. */
  private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Map<Integer, Integer> deaths = new TreeMap<>();
  private final Map<Integer, String> open = new TreeMap<>();
  private long lastNanos = System.nanoTime() - RECENT_NANOS;

  /** Returns whether another one is to close the job in the place of a worker that died. */
  synchronized boolean isToBeClosed(Child ended) {
    int number = ended.participant().number();
    open.put(
        number, ended.title() + " died before its job was closed, and so did those in its place");
    lastNanos = System.nanoTime();
    return deaths.merge(number, 1, Integer::sum) <= MOST;
  }

  /** A worker is killed, as closing its job takes too long. */
  synchronized void overdue(Child child) {
    open.put(
        child.participant().number(),
        "%s was killed before its job was closed, as that took longer than %s"
            .formatted(child.title(), Face.setting("stop-grace")));
  }

  /** A worker has closed its job. */
  synchronized void closed(Child child) {
    open.remove(child.participant().number());
  }

  /** Returns whether somebody is to be waited for. */
  synchronized boolean areRecent() {
    return System.nanoTime() - lastNanos < RECENT_NANOS;
  }

  /**
   * Does nothing if all jobs were closed.
   *
   * @throws ConveyorException if one was not
   */
  synchronized void throwIfAny() {
    if (!open.isEmpty()) {
      throw new ConveyorException(
          Category.WORKER_DIED,
          "%s: what its close() does is not done, or only in part"
              .formatted(String.join("; ", open.values())));
    }
  }
}

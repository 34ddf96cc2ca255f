package io.conveyor.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that nobody interrupts to end a run, which has a {@link EngineRun#cancel} for it: the
 * command's, and those of runs that were started. What is interrupted on them is a job, by itself
 * or by a thread of its own, and that is no business of the run's.
 */
public final class OwnThread {

  private static final ThreadLocal<@Nullable Boolean> OWN = new ThreadLocal<>();

  private OwnThread() {}

  /** Does something, during which the current thread is one of these. */
  public static <T> T during(Supplier<T> work) {
    Boolean before = OWN.get();
    OWN.set(true);
    try {
      return work.get();
    } finally {
      if (before == null) {
        OWN.remove();
      }
    }
  }

  /** As {@link #during}. */
  public static void run(Runnable work) {
    during(
        () -> {
          work.run();
          return true;
        });
  }

  /** Returns whether the current thread is one of these. */
  public static boolean isCurrent() {
    return OWN.get() != null;
  }

  /** Clears the interrupt of the current thread, if it is one of these. */
  public static void forgetInterrupt() {
    if (Thread.currentThread().isInterrupted() && isCurrent()) {
      Thread.interrupted();
    }
  }
}

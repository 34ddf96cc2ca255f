package io.conveyor.spi;

import io.conveyor.JobContext;
import org.jspecify.annotations.Nullable;

/** Which job each thread is running; set by engines, asked by {@link JobContext#current()}. */
public final class CurrentJob {

  private static final ThreadLocal<@Nullable JobContext> CURRENT = new ThreadLocal<>();

  private CurrentJob() {}

  /**
   * Returns the context of the job that this thread is running.
   *
   * @throws IllegalStateException if this thread is not running a job
   */
  public static JobContext require() {
    JobContext context = CURRENT.get();
    if (context == null) {
      throw new IllegalStateException("this thread is not running a Conveyor job");
    }
    return context;
  }

  /**
   * Sets or clears the context of this thread.
   *
   * @param context the context, or null when the thread leaves the job
   */
  public static void set(@Nullable JobContext context) {
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }

  /**
   * Sets or clears the context of this thread, for a job that is run within another one's call.
   *
   * @param context the context, or null when the thread leaves the job
   * @return what it was before, or null
   */
  public static @Nullable JobContext swap(@Nullable JobContext context) {
    JobContext before = CURRENT.get();
    set(context);
    return before;
  }
}

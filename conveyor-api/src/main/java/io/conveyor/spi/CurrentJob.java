package io.conveyor.spi;

import org.jspecify.annotations.Nullable;

/**
 * Which job each thread is running, by its context; set by engines. It knows no type of contexts,
 * so that they can ask it.
 */
public final class CurrentJob {

  private static final ThreadLocal<@Nullable Object> CURRENT = new ThreadLocal<>();

  private CurrentJob() {}

  /**
   * Returns the context of the job that this thread is running.
   *
   * @param type the type of contexts
   * @throws IllegalStateException if this thread is not running a job
   */
  public static <C> C require(Class<C> type) {
    Object context = CURRENT.get();
    if (context == null) {
      throw new IllegalStateException("this thread is not running a Conveyor job");
    }
    return type.cast(context);
  }

  /** Returns the context of the job that this thread is running, or null if it runs none. */
  public static @Nullable Object get() {
    return CURRENT.get();
  }

  /**
   * Sets or clears the context of this thread.
   *
   * @param context the context, or null when the thread leaves the job
   */
  public static void set(@Nullable Object context) {
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
  public static @Nullable Object swap(@Nullable Object context) {
    Object before = CURRENT.get();
    set(context);
    return before;
  }
}

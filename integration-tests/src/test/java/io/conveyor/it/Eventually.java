package io.conveyor.it;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Waits for what must come on any machine. The deadline is only for what never comes: it is far
 * longer than anything takes on one loaded core.
 */
final class Eventually {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(5);

  private Eventually() {}

  /**
   * Waits until a condition holds.
   *
   * @param what is waited for, in words
   * @param state how things stand, for the message of a failure
   */
  static void until(String what, Callable<Boolean> condition, Supplier<?> state) {
    try {
      await(what).pollDelay(Duration.ZERO).pollInterval(LOOK).atMost(DEADLINE).until(condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "not within %d s: %s%n%s".formatted(DEADLINE.toSeconds(), what, state.get()), e);
    }
  }

  /** Waits until a process has ended, and returns its exit code. */
  static int exitCode(Process process, Supplier<?> state) throws InterruptedException {
    if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(
          "process %d did not end within %d s%n%s"
              .formatted(process.pid(), DEADLINE.toSeconds(), state.get()));
    }
    return process.exitValue();
  }
}

package io.conveyor.processes.child;

import io.conveyor.control.Frame;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a worker was last asked about its threads, and its reply. */
final class StackRequest {

  /** A JVM that has not replied by then is asked no more. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private long askedNanos;
  private boolean asked;
  private volatile Frame.@Nullable Stacks reply;

  /** A reply is waited for from here on. */
  void asked() {
    asked = true;
    askedNanos = System.nanoTime();
    reply = null;
  }

  void received(Frame.Stacks stacks) {
    reply = stacks;
  }

  /** Returns whether nothing more is to be waited for. */
  boolean isSettled() {
    return !asked || reply != null || System.nanoTime() - askedNanos > PATIENCE_NANOS;
  }

  /** Returns the last reply, or null if there is none. Safe from any thread. */
  Frame.@Nullable Stacks reply() {
    return reply;
  }
}

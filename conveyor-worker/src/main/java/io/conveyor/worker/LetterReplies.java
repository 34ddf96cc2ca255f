package io.conveyor.worker;

import io.conveyor.control.Frame;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the launcher replies to dead letters, in their order. One thread sends letters and waits,
 * another one receives replies.
 */
final class LetterReplies {

  private final Duration longest;
  private final BlockingQueue<Frame.Kept> received = new LinkedBlockingQueue<>();

  /** Replies that nobody waits for any longer. They come before those to later letters. */
  private int overdue;

  /**
   * Creates replies.
   *
   * @param longest how long one is waited for
   */
  LetterReplies(Duration longest) {
    this.longest = longest;
  }

  void received(Frame.Kept reply) {
    received.add(reply);
  }

  /** Returns the reply to the letter that was sent last, or null if it does not come in time. */
  Frame.@Nullable Kept await() throws InterruptedException {
    overdue++;
    long deadline = System.nanoTime() + longest.toNanos();
    Frame.Kept reply = null;
    while (overdue > 0) {
      reply = received.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (reply == null) {
        return null;
      }
      overdue--;
    }
    return reply;
  }
}

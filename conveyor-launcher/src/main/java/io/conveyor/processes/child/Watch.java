package io.conveyor.processes.child;

import io.conveyor.BlockId;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.processes.plan.Participant;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches one worker process for being stuck: over a block for longer than its stage allows, or as
 * a whole, in that it does not respond on its link. The latter is generous, for a machine under
 * load makes healthy processes wait; it is for those that were stopped or cannot run at all.
 *
 * <p>Belongs to the supervising thread.
 */
final class Watch {

  /** What changes whenever a worker gets anywhere. */
  private record Progress(long pipe, long block, long retry, long given) {}

  private final Counters counters;
  private final int participant;
  private final Patience patience;
  private final @Nullable Duration timeout;
  private @Nullable Progress seen;
  private long seenNanos;
  private long askedNanos = System.nanoTime();
  private boolean asked;

  Watch(Counters counters, Participant participant, Patience patience) {
    this.counters = counters;
    this.participant = participant.number();
    this.patience = patience;
    this.timeout = participant.processor() == null ? null : participant.processor().timeout();
  }

  /** Returns how often to look, in milliseconds, for a timeout to be kept to within a tenth. */
  long pollMillis(long most) {
    return timeout == null ? most : Math.max(2, Math.min(most, timeout.toMillis() / 10));
  }

  /** Returns why the worker has to be killed, or null if it does not. */
  @Nullable String verdict() {
    long now = System.nanoTime();
    if (asked && now - askedNanos > patience.silence().toNanos()) {
      return "it did not respond for %d s: stopped, or without a chance to run"
          .formatted(patience.silence().toSeconds());
    }
    return timeout == null ? null : overTime(timeout, now);
  }

  private @Nullable String overTime(Duration longest, long now) {
    long pipe = counters.get(participant, Counter.CURRENT_PIPE);
    Progress current =
        new Progress(
            pipe,
            counters.get(participant, Counter.CURRENT_BLOCK),
            counters.get(participant, Counter.RETRY),
            counters.get(participant, Counter.BLOCKS_OUT));
    if (pipe == 0 || !current.equals(seen)) {
      seen = current;
      seenNanos = now;
      return null;
    }
    return now - seenNanos <= longest.toNanos()
        ? null
        : "block %s took longer than its timeout of %d ms"
            .formatted(new BlockId((int) (pipe - 1), current.block()), longest.toMillis());
  }

  /** Returns whether it is time to ask for a sign of life; it is taken to be asked for then. */
  boolean isToAsk() {
    long now = System.nanoTime();
    if (asked || now - askedNanos < patience.ask().toNanos()) {
      return false;
    }
    asked = true;
    askedNanos = now;
    return true;
  }

  /** The worker gave a sign of life. */
  void responded() {
    asked = false;
  }
}

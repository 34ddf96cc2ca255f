package io.conveyor.processes.child;

import io.conveyor.BlockId;
import io.conveyor.ProcessSettings;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.RunningClock;
import io.conveyor.face.Face;
import io.conveyor.processes.plan.Participant;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches one worker process for being stuck: before it is ready, over a block for longer than its
 * stage allows, or as a whole, in that it does not respond on its link. The last is generous, for a
 * machine under load makes healthy processes wait; it is for those that were stopped or cannot run
 * at all. Time in which the launcher itself was stopped does not count.
 *
 * <p>Belongs to the supervising thread.
 */
final class Watch {

  /** So many times a worker is asked for a sign of life while it may be silent. */
  private static final int ASKS = 12;

  /** A block that is the current one for so long is reported, and again when that has doubled. */
  private static final long FIRST_REPORT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The most that counts between two looks, unless the timeout is short. */
  private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int LOOKS = 10;

  /** What changes whenever a worker gets anywhere. */
  private record Progress(long pipe, long block, long retry, long given) {}

  private final Counters counters;
  private final int participant;
  private final ProcessSettings settings;
  private final @Nullable Duration timeout;
  private final RunningClock clock;
  private @Nullable Progress seen;
  private long seenNanos;
  private long reportNanos = FIRST_REPORT_NANOS;
  private long askedNanos;
  private boolean asked;

  Watch(Counters counters, Participant participant, ProcessSettings settings) {
    this(counters, participant, settings, System::nanoTime);
  }

  Watch(Counters counters, Participant participant, ProcessSettings settings, LongSupplier nanos) {
    this.counters = counters;
    this.participant = participant.number();
    this.settings = settings;
    this.timeout = participant.processor() == null ? null : participant.processor().timeout();
    this.clock = new RunningClock(nanos, longestStep());
  }

  private long longestStep() {
    long looks = TimeUnit.MILLISECONDS.toNanos(2 * pollMillis(Long.MAX_VALUE / 2_000_000));
    return Math.min(LONGEST_STEP_NANOS, looks);
  }

  /** Returns how often to look, in milliseconds, for a timeout to be kept to within a tenth. */
  long pollMillis(long most) {
    return timeout == null ? most : Math.max(2, Math.min(most, timeout.toMillis() / LOOKS));
  }

  /** Returns why a worker that is not ready has to be killed, or null if it does not. */
  @Nullable String verdictOnStart() {
    Duration longest = settings.startTimeout();
    return clock.nanos() <= longest.toNanos()
        ? null
        : "it was not ready after %d s, which is %s; raise it if the job takes longer to open"
            .formatted(longest.toSeconds(), Face.setting("start-timeout"));
  }

  /** Returns why a worker that is ready has to be killed, or null if it does not. */
  @Nullable String verdict() {
    long now = clock.nanos();
    Duration silence = settings.livenessTimeout();
    if (asked && now - askedNanos > silence.toNanos()) {
      return "it did not respond for %d s, which is %s: stopped, or without a chance to run"
          .formatted(silence.toSeconds(), Face.setting("liveness-timeout"));
    }
    Progress current = progress();
    if (current.pipe() == 0 || !current.equals(seen)) {
      seen = current;
      seenNanos = now;
      reportNanos = FIRST_REPORT_NANOS;
      return null;
    }
    return timeout == null || now - seenNanos <= timeout.toNanos()
        ? null
        : "block %s took longer than its timeout of %d ms".formatted(block(), timeout.toMillis());
  }

  private Progress progress() {
    return new Progress(
        counters.get(participant, Counter.CURRENT_PIPE),
        counters.get(participant, Counter.CURRENT_BLOCK),
        counters.get(participant, Counter.RETRY),
        counters.get(participant, Counter.BLOCKS_OUT));
  }

  private BlockId block() {
    return new BlockId(
        (int) (counters.get(participant, Counter.CURRENT_PIPE) - 1),
        counters.get(participant, Counter.CURRENT_BLOCK));
  }

  /** Returns what to report of a block that takes long, at growing intervals; null if nothing. */
  @Nullable String report() {
    long since = clock.nanos() - seenNanos;
    if (seen == null || seen.pipe() == 0 || since < reportNanos) {
      return null;
    }
    while (since >= reportNanos) {
      reportNanos *= 2;
    }
    return "block %s has been the current block for %d s"
        .formatted(block(), TimeUnit.NANOSECONDS.toSeconds(since));
  }

  /** Returns whether it is time to ask for a sign of life; it is taken to be asked for then. */
  boolean isToAsk() {
    long now = clock.nanos();
    if (asked || now - askedNanos < settings.livenessTimeout().toNanos() / ASKS) {
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

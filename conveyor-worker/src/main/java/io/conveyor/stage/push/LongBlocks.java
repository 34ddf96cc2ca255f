package io.conveyor.stage.push;

import io.conveyor.BlockId;
import io.conveyor.stage.StageContext;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.Timer;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * Reports blocks that are the current one for long, from a thread beside the one that is in the
 * job. It looks once a second and counts its looks, so that time does not count in which the
 * process was stopped.
 *
 * <p>What it sees of the other thread may be a little old, which costs a look.
 */
final class LongBlocks implements AutoCloseable {

  /** A block that was seen so many times is reported, and again when that has doubled. */
  private static final int FIRST_REPORT = 30;

  private static final long LOOK_MILLIS = 1_000;

  /** Those whose blocks may be looked at, the innermost first. */
  private final Collection<StageContext> stages;

  private final Timer timer = new Timer("conveyor-watch", true);
  private volatile long entries;
  private @Nullable Seen seen;
  private int looks;
  private int nextReport;

  private record Seen(long entry, StageContext stage, BlockId block) {}

  LongBlocks(Collection<StageContext> stages) {
    this.stages = stages;
  }

  void start() {
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {
            String report = look();
            if (report != null) {
              System.getLogger(LongBlocks.class.getName()).log(Level.WARNING, report);
            }
          }
        };
    timer.schedule(task, LOOK_MILLIS, LOOK_MILLIS);
  }

  /** The thread of the jobs goes in among them, or comes out. For that thread alone. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void pass() {
    entries++;
  }

  /** Returns what to report, if anything. */
  @Nullable String look() {
    Seen now = current();
    if (now == null || !now.equals(seen)) {
      seen = now;
      looks = 0;
      nextReport = FIRST_REPORT;
      return null;
    }
    if (++looks < nextReport) {
      return null;
    }
    nextReport *= 2;
    String worker = now.stage().workers() == 1 ? "" : ", worker " + now.stage().worker();
    return "stage '%s'%s: block %s has been the current block for %d s"
        .formatted(now.stage().stage(), worker, now.block(), looks);
  }

  private @Nullable Seen current() {
    long entry = entries;
    if (entry % 2 == 0) {
      return null;
    }
    for (StageContext stage : stages) {
      BlockId block = stage.current();
      if (block != null) {
        return new Seen(entry, stage, block);
      }
    }
    return null;
  }

  @Override
  public void close() {
    timer.cancel();
  }
}

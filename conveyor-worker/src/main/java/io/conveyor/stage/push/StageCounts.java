package io.conveyor.stage.push;

import io.conveyor.StageReport;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of a stage in a run. Safe from any thread. */
public final class StageCounts {

  private final AtomicLong blocksIn = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong deadLettered = new AtomicLong();
  private final AtomicLong repeated = new AtomicLong();

  /** A block was taken. */
  public void in() {
    blocksIn.incrementAndGet();
  }

  /** A block of so many bytes was given. */
  public void out(long bytes) {
    blocksOut.incrementAndGet();
    bytesOut.addAndGet(bytes);
  }

  /** So many nanoseconds were spent in the task. */
  public void busy(long nanos) {
    busyNanos.addAndGet(nanos);
  }

  void skipped() {
    skipped.incrementAndGet();
  }

  void deadLettered() {
    deadLettered.incrementAndGet();
  }

  void repeated() {
    repeated.incrementAndGet();
  }

  /**
   * Reports on a stage that neither starved nor stalled, and whose workers do not die.
   *
   * @param stage its name
   * @param workers how many workers it has
   * @param inputs the counts of what takes its inputs: these, or those of what makes windows for it
   */
  public StageReport report(String stage, int workers, StageCounts inputs) {
    return new StageReport(
        stage,
        workers,
        inputs.blocksIn.get(),
        blocksOut.get(),
        bytesOut.get(),
        Duration.ofNanos(busyNanos.get()),
        Duration.ZERO,
        Duration.ZERO,
        0,
        skipped.get(),
        deadLettered.get(),
        repeated.get());
  }
}

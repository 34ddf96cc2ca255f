package io.conveyor.worker.carrier;

/**
 * How many blocks to claim at a time from a pipe that several workers share: as many as take about
 * 2 ms, found out from how long those before took.
 */
final class Claims {

  private static final int LARGEST = 4096;

  /**
   * A claim should take about this long: short enough to balance, long enough to pay for itself.
   */
  private static final long CLAIM_NANOS = 2_000_000;

  private int size = 1;
  private double blockNanos;
  private long begun;

  /** Returns how many blocks to claim at the most. */
  int size() {
    return size;
  }

  /** Blocks were claimed. */
  void begin() {
    begun = System.nanoTime();
  }

  /** So many of them are done: claims shrink at once, and grow by doubling. */
  void end(int blocks) {
    double each = (double) (System.nanoTime() - begun) / blocks;
    blockNanos = blockNanos == 0 ? each : 0.7 * blockNanos + 0.3 * each;
    double fits = CLAIM_NANOS / Math.max(blockNanos, 1);
    size = (int) Math.max(1, Math.min(fits, Math.min(2.0 * size, LARGEST)));
  }
}

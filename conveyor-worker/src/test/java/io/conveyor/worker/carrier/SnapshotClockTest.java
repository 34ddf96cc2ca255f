package io.conveyor.worker.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots take less than 2 % of the time, however long each of them takes. */
class SnapshotClockTest {

  private long now = 1;
  private long spent;
  private int taken;

  private void run(SnapshotClock clock, long until, long cost, boolean changes) {
    while (now < until) {
      now += Math.max(10_000, cost / 20); // A block.
      if (clock.nanosUntilDue() <= 0) {
        clock.begin();
        now += cost;
        spent += cost;
        taken++;
        clock.end(changes, false);
      }
    }
  }

  @ParameterizedTest(name = "each takes {0} ns")
  @ValueSource(longs = {1_000, 100_000, 3_000_000, 250_000_000})
  void takesLessThanTwoPercentOfTheTime(long cost) {
    SnapshotClock clock = new SnapshotClock(() -> now);
    run(clock, Math.max(20_000_000_000L, 10_000 * cost), cost, true);
    double share = (double) spent / now;
    assertTrue(share < 0.0201, () -> taken + " took a share of " + share);
    assertTrue(taken > 1, "and yet there are some");
  }

  @Test
  void looksEverMoreRarelyAtWhatDoesNotChange() {
    SnapshotClock clock = new SnapshotClock(() -> now);
    run(clock, 10_000_000_000L, 1_000, false);
    assertEquals(14, taken, "after 20, 40 ... 640 ms, and then each second");
  }
}

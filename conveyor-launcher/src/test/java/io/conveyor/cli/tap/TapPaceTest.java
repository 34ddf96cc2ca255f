package io.conveyor.cli.tap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A pace is kept, and what is not used of it for a second is gone. */
class TapPaceTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(17);

  private static int used(TapPace pace) {
    int used = 0;
    for (pace.fill(); !pace.isUsedUp(); used++) {
      pace.use();
    }
    return used;
  }

  @Test
  void isKept() {
    TapPace pace = new TapPace(100, now::get);
    assertEquals(100, used(pace));
    assertEquals(0, used(pace));
    now.addAndGet(SECOND / 2);
    assertEquals(50, used(pace));
    now.addAndGet(10 * SECOND);
    assertEquals(100, used(pace));
  }

  @Test
  void losesNothingWhereItIsLookedAtOften() {
    TapPace pace = new TapPace(3, now::get);
    used(pace);
    int used = 0;
    for (int i = 0; i < 10_000; i++) {
      now.addAndGet(SECOND / 1000);
      used += used(pace);
    }
    assertTrue(used >= 29 && used <= 30, "in ten seconds: " + used);
  }

  @Test
  void mayBeWithoutBound() {
    TapPace pace = new TapPace(Long.MAX_VALUE, now::get);
    now.addAndGet(SECOND);
    pace.fill();
    assertFalse(pace.isUsedUp());
  }
}

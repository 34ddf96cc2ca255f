package io.conveyor.it.equivalence;

import io.conveyor.it.LeavesNothingBehind;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever a pipeline is made of, processes give what one thread gives: the same list where order
 * is promised, the same blocks where not. A seed that failed is tried again with {@code -Dseed=}.
 */
@ExtendWith(LeavesNothingBehind.class)
class EquivalenceTest {

  @Test
  void processesGiveWhatOneThreadGives() {
    Long given = Long.getLong("seed");
    if (given == null) {
      compare(new Random().nextInt(1_000_000), 4, 130);
    } else {
      compare(given, 1, 130);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void processesGiveWhatOneThreadGivesForManyPipelines() {
    compare(0, 200, 100);
  }

  private static void compare(long first, int shapes, int trials) {
    for (long seed = first; seed < first + shapes; seed++) {
      try (Comparison comparison = new Comparison(seed)) {
        comparison.compare(trials);
      }
    }
  }
}

package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.it.LeavesNothingBehind;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durable runs of made-up pipelines whose workers and launchers are killed at random moments,
 * several at a time, give what one undisturbed thread gives. A seed that failed is tried again with
 * {@code -Dseed=}.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class DurableSoakTest {

  @TempDir private Path scratch;

  @Test
  void nothingIsLostDoubledOrMovedWhateverIsKilled() throws Exception {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));
    assertTrue(soak(seed, Integer.getInteger("disturbances", 4)) > 0, "somebody was killed");
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void nothingIsLostDoubledOrMovedByAThousandKills() throws Exception {
    int kills = 0;
    for (long seed = Long.getLong("seed", 0); kills < Integer.getInteger("kills", 1_000); seed++) {
      kills += soak(seed, 12);
      System.out.println("seed " + seed + ": " + kills + " kills so far");
    }
  }

  private int soak(long seed, int disturbances) throws Exception {
    try (Ordeal ordeal = new Ordeal(seed, disturbances, scratch)) {
      return ordeal.run();
    }
  }
}

package io.conveyor.it.equivalence;

import io.conveyor.it.LeavesNothingBehind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Durable runs are killed, one of their files is flipped, cut, zeroed or deleted, and they are
 * resumed: they give what an undisturbed run gives, or are refused with the file's name. A seed
 * that failed is tried again with {@code -Dseed=}.
 */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class DamageTest {

  @TempDir private Path scratch;

  @Test
  void damagedRunsAreExactOrRefused() throws Exception {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));
    damage(seed, Integer.getInteger("rounds", 3));
  }

  @Test
  @Tag("slow")
  @Timeout(value = 4, unit = TimeUnit.HOURS)
  void damagedRunsAreExactOrRefusedHundredsOfTimes() throws Exception {
    damage(Long.getLong("seed", 0), Integer.getInteger("rounds", 300));
  }

  /** Goes on after failures, so that one run shows all of them. */
  private void damage(long first, int rounds) throws Exception {
    Map<String, Integer> outcomes = new TreeMap<>();
    List<AssertionError> failures = new ArrayList<>();
    for (long seed = first; seed < first + rounds; seed++) {
      try (Ordeal ordeal = new Ordeal(seed, 1, scratch)) {
        outcomes.merge(ordeal.damage(), 1, Integer::sum);
      } catch (AssertionError e) {
        failures.add(e);
        System.out.println("failed: " + e.getMessage());
      }
      if (seed % 10 == 9) {
        System.out.printf("seed %d: %s, %d failures%n", seed, outcomes, failures.size());
      }
    }
    System.out.printf("%d rounds from seed %d: %s%n", rounds, first, outcomes);
    Assertions.assertAll(
        failures.stream()
            .map(
                failure ->
                    () -> {
                      throw failure;
                    }));
  }
}

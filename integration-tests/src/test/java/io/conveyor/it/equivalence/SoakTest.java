package io.conveyor.it.equivalence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.it.LeavesNothingBehind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random workers of made-up pipelines are killed at random moments, several at a time; results are
 * what one undisturbed thread gives. A seed that failed is tried again with {@code -Dseed=}.
 */
@Tag("slow")
@ExtendWith(LeavesNothingBehind.class)
class SoakTest {

  private static final int TRIALS = 4;

  @TempDir private Path scratch;

  @Test
  void nothingIsLostDoubledOrMovedWhileWorkersAreKilled() {
    Long given = Long.getLong("seed");
    long first = given != null ? given : new Random().nextInt(1_000_000);
    int kills = 0;
    for (long seed = first; seed < first + (given != null ? 1 : 3); seed++) {
      kills += soak(seed);
    }
    assertTrue(kills > 0, "somebody was killed");
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void nothingIsLostDoubledOrMovedByAThousandKills() {
    int kills = 0;
    for (long seed = 0; kills < 1_000; seed++) {
      kills += soak(seed);
      System.out.println("seed " + seed + ": " + kills + " kills so far");
    }
  }

  private int soak(long seed) {
    Shape shape = new Shape(seed, true);
    Random random = new Random(new SplittableRandom(~seed).nextLong());
    long before = System.nanoTime();
    try (Pipeline sequential =
            shape.pipeline(Pipeline.SEQUENTIAL).deadLetters(scratch.resolve("expected")).open();
        Pipeline processes =
            shape.pipeline(Pipeline.PROCESSES).deadLetters(scratch.resolve("letters")).open();
        Reaper reaper =
            new Reaper(random.nextLong(), Duration.ofNanos(2 * (System.nanoTime() - before)))) {
      for (int run = 1; run <= TRIALS; run++) {
        compare(shape, sequential, processes, shape.lengthy(random), run, seed);
      }
      return reaper.kills();
    }
  }

  private static void compare(
      Shape shape, Pipeline sequential, Pipeline processes, Trial trial, int run, long seed) {
    String what =
        "-Dseed=%d, %s, compared as %s%n%s%n".formatted(seed, trial, shape.order(), shape);
    try {
      String expected = shape.order().arranged(trial.run(sequential, run));
      String actual = shape.order().arranged(trial.run(processes, run));
      // The texts are long: what differs is shown by trying the seed again.
      assertEquals(expected.hashCode(), actual.hashCode(), what);
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }
}

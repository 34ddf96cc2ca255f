package io.conveyor.it.equivalence;

import io.conveyor.it.LeavesNothingBehind;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What holds for every engine: whatever a pipeline is made of, it gives what one thread gives, the
 * same list where order is promised, the same blocks where not. A seed that failed is tried again
 * with {@code -Dseed=}.
 *
 * <p>An engine is held to it by a class of its own:
 *
 * <pre>{@code
 * class FlinkTest extends EngineTck {
 *   @Override protected String engine() {
 *     return "flink";
 *   }
 *
 *   @Override protected Set<Capability> capabilities() {
 *     return Set.of();
 *   }
 * }
 * }</pre>
 */
@ExtendWith(LeavesNothingBehind.class)
abstract class EngineTck {

  private static final int SHAPES = 4;
  private static final int TRIALS = 130;

  /** Where a pipeline must be opened for each trial, that is what takes the time. */
  private static final int TRIALS_TO_OPEN = 12;

  /** Returns the name that pipelines ask for the engine by. */
  protected abstract String engine();

  /** Returns what the engine can do; by default everything. */
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Test
  void givesWhatOneThreadGives() {
    Long given = Long.getLong("seed");
    if (given == null) {
      compare(new Random().nextInt(1_000_000), SHAPES);
    } else {
      compare(given, 1);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void givesWhatOneThreadGivesForManyPipelines() {
    compare(0, 50 * SHAPES);
  }

  private void compare(long first, int shapes) {
    int trials = capabilities().contains(Capability.SHARED_MEMORY) ? TRIALS : TRIALS_TO_OPEN;
    for (long seed = first; seed < first + shapes; seed++) {
      try (Comparison comparison = new Comparison(seed, engine(), capabilities())) {
        comparison.compare(trials);
      }
    }
  }
}

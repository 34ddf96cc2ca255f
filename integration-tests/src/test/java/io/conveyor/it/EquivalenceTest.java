package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.Pipeline;
import io.conveyor.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever a pipeline is made of, processes give what one thread gives: the same list where order
 * is promised, the same blocks where not. Each pipeline takes several runs, as starting processes
 * costs most. A seed that failed is tried again with {@code -Dseed=}.
 */
@ExtendWith(LeavesNothingBehind.class)
class EquivalenceTest {

  private static final int[] SIZES = {0, 1, 7, 100, 3000};

  @Test
  void processesGiveWhatOneThreadGives() {
    Long given = Long.getLong("seed");
    long first = given == null ? new Random().nextInt(1_000_000) : given;
    for (long seed = first; seed < first + (given == null ? 6 : 1); seed++) {
      compare(seed);
    }
  }

  @Test
  @Tag("slow")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void processesGiveWhatOneThreadGivesForManyPipelines() {
    for (long seed = 0; seed < 300; seed++) {
      compare(seed);
    }
  }

  private static void compare(long seed) {
    GeneratedPipeline generated = new GeneratedPipeline(new Random(seed));
    try (Pipeline processes = generated.make(Pipeline.PROCESSES).open();
        Pipeline sequential = generated.make(Pipeline.SEQUENTIAL).open()) {
      for (int size : SIZES) {
        String what = "-Dseed=%d, %d inputs:%n%s".formatted(seed, size, generated);
        List<Object> expected = resultsOf(sequential, size, what);
        List<Object> actual = resultsOf(processes, size, what);
        if (!generated.isOrdered()) {
          expected.sort(Comparator.comparing(Object::toString));
          actual.sort(Comparator.comparing(Object::toString));
        }
        assertEquals(expected, actual, what);
      }
    }
  }

  private static List<Object> resultsOf(Pipeline pipeline, int size, String what) {
    try (Results<Object> results = pipeline.results(IntStream.range(0, size))) {
      return new ArrayList<>(results.stream().toList());
    } catch (RuntimeException e) {
      throw new AssertionError(what, e);
    }
  }
}

package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.conveyor.BalancingFork;
import io.conveyor.BalancingFork.Policy;
import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Lanes of a balancing fork that reach the output without a processor: the launcher reads them. */
@ExtendWith(LeavesNothingBehind.class)
class BareLanesTest {

  private static final int RUNS = 4;

  static Stream<Arguments> shapes() {
    return Stream.of(Policy.values())
        .flatMap(
            policy ->
                IntStream.rangeClosed(2, 3)
                    .boxed()
                    .flatMap(
                        lanes ->
                            Stream.of(true, false)
                                .map(joined -> Arguments.of(policy, lanes, joined))));
  }

  @ParameterizedTest(name = "{0}, {1} lanes, joined: {2}")
  @MethodSource("shapes")
  void giveEveryBlockOnceInEachRun(Policy policy, int lanes, boolean joined) {
    Pipeline pipeline = new Pipeline().add(new BalancingFork(lanes, policy));
    try (Pipeline open = (joined ? pipeline.add(new Join(lanes)) : pipeline).open()) {
      for (int run = 0; run < RUNS; run++) {
        // Of every remainder, and none: the last turn of a run may be any lane's.
        assertGivesAll(open, run);
        assertGivesAll(open, 1_000 + run);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1} lanes, joined: {2}")
  @MethodSource("shapes")
  void giveEveryBlockOnceBehindAProcessor(Policy policy, int lanes, boolean joined) {
    Pipeline pipeline =
        new Pipeline().add(new Processor(Jobs::plusOne)).add(new BalancingFork(lanes, policy));
    try (Pipeline open = (joined ? pipeline.add(new Join(lanes)) : pipeline).open()) {
      for (int run = 0; run < RUNS; run++) {
        try (Results<Integer> results = open.results(IntStream.range(0, run + 2))) {
          assertEquals(
              IntStream.rangeClosed(1, run + 2).boxed().toList(),
              results.stream().sorted().toList());
        }
      }
    }
  }

  private static void assertGivesAll(Pipeline open, int count) {
    List<Integer> expected = IntStream.range(0, count).boxed().toList();
    try (Results<Integer> results = open.results(IntStream.range(0, count))) {
      assertEquals(expected, results.stream().sorted().toList());
    }
    open.run(IntStream.range(0, count)); // Drops its results instead.
  }
}

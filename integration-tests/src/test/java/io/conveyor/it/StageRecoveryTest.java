package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What kinds of stages make of workers that die once. */
@ExtendWith(LeavesNothingBehind.class)
class StageRecoveryTest {

  /** Ends the process, if that has not been done before. */
  private static void dieOnce() {
    if (JobContext.current().memory().compareAndSetInt(0, 0, 1)) {
      Runtime.getRuntime().halt(9);
    }
  }

  static Integer diesAtFiveHundred(Integer number) {
    if (number == 500) {
      dieOnce();
    }
    return StageJobs.unevenAndEven(number);
  }

  static final class WindowThatDies implements Job<List<Integer>, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer run(List<Integer> window) {
      if (window.get(0) == 500) {
        dieOnce();
      }
      return window.stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** Gives enough before it dies for some of it to be out. */
  static Stream<Integer> sumsThatDie(Stream<Integer> numbers) {
    int[] sum = {0};
    return numbers.map(
        number -> {
          if (number == 50_000) {
            dieOnce();
          }
          return sum[0] += number;
        });
  }

  private static List<Integer> results(Pipeline pipeline, int count) {
    try (Results<Integer> results = pipeline.results(IntStream.range(0, count))) {
      List<Integer> all = results.stream().toList();
      assertEquals(1, results.report().restarts());
      return all;
    }
  }

  @Test
  void keepsOrderedResultsExactlyOnce() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(new Processor(StageRecoveryTest::diesAtFiveHundred).workers(2).ordered());
    assertEquals(
        IntStream.range(0, 1000).filter(i -> i % 2 == 0).boxed().toList(), results(pipeline, 1000));
  }

  @Test
  void makesTheWindowsAgainThatAWorkerHadBegun() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(new Processor(new WindowThatDies()).window(4, 2).workers(1));
    assertEquals(
        IntStream.iterate(0, i -> i + 4 <= 1000, i -> i + 2).map(i -> 4 * i + 6).boxed().toList(),
        results(pipeline, 1000));
  }

  @Test
  void failsTheRunWhenWhatAFunctionGatheredIsLost() {
    try (Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(Processor.stream(StageRecoveryTest::sumsThatDie).name("sum"))
            .open()) {
      ConveyorException failure =
          assertThrows(ConveyorException.class, () -> pipeline.run(IntStream.range(0, 100_000)));
      assertEquals(Category.WORKER_DIED, failure.category());
      assertTrue(failure.getMessage().contains("stage 'sum'"), failure.getMessage());
      assertTrue(failure.getMessage().contains("in the middle of the run"), failure.getMessage());
      assertEquals(
          45, pipeline.<Integer>execute(IntStream.range(0, 10)), "the next run is a new one");
    }
  }
}

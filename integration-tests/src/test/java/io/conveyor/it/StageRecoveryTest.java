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
import io.conveyor.StatefulJob;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kinds of stages make of workers that die once. */
@Tag("thorough")
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

  /** Sums up; dies at some blocks, the first time that it meets them. */
  static final class Sum implements StatefulJob<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final List<Integer> DEADLY = List.of(3, 1_000, 1_001, 5_000, 7_999);
    private long sum;

    @Override
    public Long run(Integer block) {
      int which = DEADLY.indexOf(block);
      if (which >= 0 && JobContext.current().memory().compareAndSetInt(4L * which, 0, 1)) {
        Runtime.getRuntime().halt(9);
      }
      sum += block;
      return sum;
    }

    @Override
    public Long snapshot() {
      return sum;
    }

    @Override
    public void restore(Long state) {
      sum = state;
    }
  }

  @ParameterizedTest(name = "[{index}] queue-size {0}")
  @ValueSource(ints = {0, 100})
  void bringsStateBackAndGivesNoResultTwice(int queueSize) {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(64)
            .add(new Processor((Integer i) -> i).queueSize(queueSize))
            .add(new Processor(new Sum()).name("sum"));
    try (pipeline) {
      pipeline.open();
      List<Long> expected = new ArrayList<>();
      long sum = 0;
      int restarts = 0;
      for (int count : new int[] {10, 3_000, 0, 8_000}) {
        expected.clear();
        for (long i = 0; i < count; i++) {
          sum += i;
          expected.add(sum);
        }
        try (Results<Long> results = pipeline.results(IntStream.range(0, count))) {
          assertEquals(expected, results.stream().toList());
          restarts += (int) results.report().restarts();
          assertEquals(count, results.report().stage("sum").blocksIn());
        }
      }
      assertEquals(Sum.DEADLY.size(), restarts);
    }
  }

  /** Each number as often as it says; the worker dies when some of that is out. */
  static Stream<Integer> repeated(Stream<Integer> numbers) {
    return numbers.flatMap(
        number ->
            IntStream.range(0, number)
                .peek(
                    i -> {
                      if (i == 60_000) {
                        dieOnce();
                      }
                    })
                .mapToObj(i -> number));
  }

  @Test
  void givesTheRestOfWhatABlockGivesWhenSomeOfItIsOut() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(Processor.stream(StageRecoveryTest::repeated).stateless().workers(1));
    try (Results<Integer> results = pipeline.results(List.of(10, 100_000, 20))) {
      Map<Integer, Long> counts =
          results.stream().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
      assertEquals(Map.of(10, 10L, 100_000, 100_000L, 20, 20L), counts);
      assertEquals(1, results.report().restarts());
    }
  }

  static Stream<Integer> repeatedEach(Integer number) {
    return repeated(Stream.of(number));
  }

  /** What a replacement gives again of a block must not go out again. */
  @Test
  void givesTheRestOfTheStreamThatAJobReturnsForABlock() {
    Processor job = new Processor(StageRecoveryTest::repeatedEach);
    checkRepeated(job, List.of(10, 100_000, 20));
  }

  @Test
  void givesTheRestOfAStreamInTheOrderOfInputsAmongSeveralWorkers() {
    Processor job = new Processor(StageRecoveryTest::repeatedEach).workers(2).ordered();
    checkRepeated(job, List.of(10, 100_000, 20));
  }

  static Iterator<Integer> repeatedWindow(List<Integer> window) {
    return repeated(window.stream()).iterator();
  }

  @Test
  void givesTheRestOfTheIteratorThatAJobReturnsForAWindow() {
    Processor job = new Processor(StageRecoveryTest::repeatedWindow).window(3, 3);
    checkRepeated(job, List.of(10, 100_000, 20));
  }

  private static void checkRepeated(Processor job, List<Integer> numbers) {
    Pipeline pipeline = new Pipeline().sharedMemory(4).add(job);
    try (Results<Integer> results = pipeline.results(numbers)) {
      List<Integer> expected =
          numbers.stream().flatMap(number -> Collections.nCopies(number, number).stream()).toList();
      assertEquals(expected, results.stream().toList());
      assertEquals(1, results.report().restarts());
    }
  }

  /** Its state changes while its results are gone through. */
  static final class Numbered implements StatefulJob<Integer, Stream<Long>, Long> {
    private static final long serialVersionUID = 1L;
    private long given;

    @Override
    public Stream<Long> run(Integer number) {
      return repeatedEach(number).map(each -> given++);
    }

    @Override
    public Long snapshot() {
      return given;
    }

    @Override
    public void restore(Long state) {
      given = state;
    }
  }

  @Test
  void takesNoSnapshotInTheMiddleOfWhatABlockGives() {
    Pipeline pipeline = new Pipeline().sharedMemory(4).add(new Processor(new Numbered()));
    try (Results<Long> results = pipeline.results(List.of(10, 50_000, 100_000, 20))) {
      assertEquals(LongStream.range(0, 150_030).boxed().toList(), results.stream().toList());
      assertEquals(1, results.report().restarts());
    }
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

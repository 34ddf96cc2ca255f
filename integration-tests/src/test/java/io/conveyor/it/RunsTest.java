package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.Chain;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.RunHandle;
import io.conveyor.RunReport;
import io.conveyor.TypedPipeline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs call, on each engine. */
@ExtendWith(LeavesNothingBehind.class)
class RunsTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private static Pipeline on(String engine) {
    return new Pipeline("runs").engine(engine);
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void carriesTypesFromOneEndToTheOther(String engine) {
    Chain<String, Double> roots =
        Chain.of(String.class)
            .map(Integer::parseInt)
            .filter(number -> number >= 0)
            .replicate(
                Chain.of(Integer.class).map(Math::abs).map(Math::sqrt),
                Chain.of(Integer.class)
                    .balance(
                        BalancingFork.Policy.ROUND_ROBIN,
                        Chain.of((Integer number) -> -number),
                        Chain.of((Integer number) -> -number))
                    .map(Integer::doubleValue));
    try (TypedPipeline<String, Double> pipeline = roots.in(on(engine)).open()) {
      double sum = 0;
      for (double root : pipeline.over("4", "-1", "9").results()) {
        sum += root;
      }
      assertEquals(2 + 3 - 4 - 9, sum);
      assertEquals(6, pipeline.over(List.of("1", "2", "3")).run().blocksOut());
      assertEquals(4, pipeline.over(Stream.of("1", "2")).results().stream().count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void givesAllBlocksOfTheStreamOfEachBlock(String engine) {
    try (TypedPipeline<Integer, Integer> pipeline =
        Chain.of(Integer.class).flatMap(n -> IntStream.range(0, n)).in(on(engine))) {
      assertEquals(
          List.of(0, 0, 1, 2, 0, 1), pipeline.over(1, 0, 3, 2).results().stream().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void producesTheBlocksOfAList(String engine) {
    Pipeline pipeline = on(engine).add(Processor.producer(List.of("a", "b")));
    assertEquals(List.of("a", "b"), pipeline.<String>results().stream().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void printsWhatASinkPrintsInOrderAndGivesNothing(String engine) {
    Pipeline pipeline = on(engine).add(Processor.sink(System.out::println));
    RunReport[] report = new RunReport[1];
    String printed =
        PrintingTest.printedBy(false, () -> report[0] = pipeline.run(IntStream.range(0, 1000)));
    assertEquals(
        IntStream.range(0, 1000).mapToObj(Integer::toString).toList(), printed.lines().toList());
    assertEquals(0, report[0].blocksOut());
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void goesOnByItselfUntilAwaited(String engine) throws Exception {
    try (Pipeline pipeline = on(engine).add(new Processor(Jobs::plusOne)).open()) {
      List<Object> seen = new CopyOnWriteArrayList<>();
      RunHandle run = pipeline.results(IntStream.range(0, 1000)).start(seen::add);
      assertEquals(1000, run.await(LONG).orElseThrow().blocksOut());
      assertEquals(IntStream.rangeClosed(1, 1000).boxed().toList(), seen);
      assertEquals(
          3, pipeline.start(1, 2, 3).future().get(LONG.toSeconds(), TimeUnit.SECONDS).blocksIn());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void reportsAsItRunsAndEndsWhenCancelled(String engine) {
    try (Pipeline pipeline = on(engine).add(new Processor(Jobs::plusOne)).open()) {
      RunHandle run = pipeline.start(Stream.iterate(0, n -> n + 1));
      while (run.report().blocksIn() < 10_000) {
        assertEquals(java.util.Optional.empty(), run.await(Duration.ofMillis(1)));
      }
      run.cancel();
      assertTrue(run.await(LONG).orElseThrow().blocksIn() >= 10_000);
      assertTrue(run.isDone());
      assertEquals(5, pipeline.<Integer>execute(4), "the pipeline takes the next run");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void endsWithThePipelineThatIsClosed(String engine) {
    Pipeline pipeline = on(engine).add(new Processor(Jobs::plusOne)).open();
    RunHandle run = pipeline.start(Stream.iterate(0, n -> n + 1));
    pipeline.close();
    assertTrue(run.isDone());
    assertFalse(pipeline.isOpen());
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void failsWhenAwaitedWithWhatTheJobThrew(String engine) {
    Pipeline pipeline = on(engine).add(new Processor(Jobs::fails).name("checker"));
    RunHandle run = pipeline.start(1);
    JobFailedException failure = assertThrows(JobFailedException.class, run::await);
    assertEquals("checker", failure.stage());
    assertFalse(pipeline.isOpen());
  }

  static long sum(List<Long> window) {
    return window.stream().mapToLong(Long::longValue).sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void convertsBlocksForLambdasAsForMethodsOfPipelineFiles(String engine) {
    Pipeline roots = on(engine).add(new Processor(Math::sqrt)).add(new Processor((Double x) -> -x));
    assertEquals(List.of(-2.0, -3.0), roots.<Double>results(4, 9L).stream().toList());
    Pipeline sums = on(engine).add(new Processor(RunsTest::sum).window(2));
    assertEquals(List.of(3L, 5L), sums.<Long>results(1, 2, 3).stream().toList());
    Pipeline lossy = on(engine).add(new Processor((Integer x) -> x));
    JobFailedException failure = assertThrows(JobFailedException.class, () -> lossy.run(1.5));
    assertTrue(
        failure.getMessage().contains("does not fit java.lang.Integer"), failure::getMessage);
  }

  static void pairs(Iterable<Integer> numbers, Consumer<Integer> results) {
    int last = 0;
    for (int number : numbers) {
      results.accept(number);
      results.accept(-number);
      last = number;
    }
    results.accept(100 * last);
    if (last == 3) {
      throw new IllegalStateException("ends with three");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void goesOnAfterItsLastBlockWhenItPushesResults(String engine) {
    try (TypedPipeline<Integer, Integer> pipeline =
        Chain.of(Integer.class).stream(RunsTest::pairs).name("pairs").in(on(engine)).open()) {
      assertEquals(List.of(1, -1, 2, -2, 200), pipeline.over(1, 2).results().stream().toList());
      assertEquals(List.of(0), pipeline.over(List.of()).results().stream().toList());
      Results<Integer> failing = pipeline.over(3).results();
      JobFailedException failure =
          assertThrows(JobFailedException.class, () -> failing.forEachRemaining(result -> {}));
      assertEquals("java.lang.IllegalStateException", failure.remoteType());
      assertEquals(List.of(4, -4, 400), pipeline.over(4).results().stream().toList());
    }
  }

  @Test
  void endsAnEndlessGeneratorWhoseResultsNobodyWants() {
    try (TypedPipeline<Integer, Integer> pipeline =
        Chain.of(Integer.class).<Integer>stream(
                (in, out) -> {
                  for (int i = 0; ; i++) {
                    out.accept(i);
                  }
                })
            .in(on(Pipeline.PROCESSES))
            .open()) {
      try (Results<Integer> results = pipeline.over(1).results()) {
        assertEquals(0, results.next());
        assertEquals(1, results.next());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void producesNumbers(String engine) {
    Pipeline pipeline = on(engine).add(Processor.producer(() -> IntStream.range(0, 3)));
    assertEquals(List.of(0, 1, 2), pipeline.<Integer>results().stream().toList());
  }
}

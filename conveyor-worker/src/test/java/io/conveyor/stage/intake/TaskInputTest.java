package io.conveyor.stage.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Job;
import io.conveyor.Processor;
import io.conveyor.Task;
import io.conveyor.stage.convert.UnfitBlockException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lambdas, method references and classes take what methods in pipeline files take. */
class TaskInputTest {

  private static TaskInput of(Processor processor) {
    return TaskInput.of(processor.task());
  }

  static long sum(List<Long> window) {
    return window.stream().mapToLong(Long::longValue).sum();
  }

  static Stream<Long> skipped(Stream<Long> numbers) {
    return numbers.skip(1);
  }

  @Test
  void methodReferencesWidenAsMethodsOfPipelineFilesDo() {
    TaskInput roots = of(new Processor(Math::sqrt));
    assertEquals(4.0, roots.fit(4));
    assertEquals(4.0, roots.fit(BigInteger.valueOf(4)));
    Double fits = 2.5;
    assertSame(fits, roots.fit(fits));
  }

  @Test
  void lambdasTakeTheTypeOfTheirParameter() {
    int captured = 3;
    TaskInput longs = of(new Processor((Long x) -> x + captured));
    assertEquals(7L, longs.fit(7));
    UnfitBlockException e = assertThrows(UnfitBlockException.class, () -> longs.fit(1.5));
    assertEquals(
        "a lambda of io.conveyor.stage.intake.TaskInputTest: the block 1.5 (java.lang.Double) does not fit java.lang.Long without loss",
        e.getMessage());
  }

  @Test
  void elementsConvertWhereAMethodDeclaresThem() {
    TaskInput sums = of(new Processor(TaskInputTest::sum).window(2));
    assertEquals(List.of(1L, 2L), sums.fit(new ArrayList<>(List.of(1, 2))));
    UnfitBlockException e =
        assertThrows(UnfitBlockException.class, () -> sums.fit(List.of(1, "b")));
    assertTrue(
        e.getMessage().startsWith("io.conveyor.stage.intake.TaskInputTest::sum: the block's [1]"),
        e.getMessage());
  }

  private record Adding(long n) implements Job<Long, Long> {
    @Override
    public Long run(Long block) {
      return block + n;
    }
  }

  @Test
  void classesTakeWhatTheyDeclare() {
    assertEquals(1L, of(new Processor(new Adding(1))).fit(1));
  }

  @Test
  void streamsOfAMethodConvertTheirElements() {
    TaskInput numbers = of(Processor.stream(TaskInputTest::skipped));
    assertEquals(List.of(1L, 2L), numbers.fitAll(Stream.of(1, 2)).toList());
    List<Object> seen = new ArrayList<>();
    numbers.fitAll(List.<Object>of(1, 2)).forEach(seen::add);
    assertEquals(List.of(1L, 2L), seen);
  }

  @Test
  void filtersTakeWhatTheirTestTakes() {
    assertEquals(1L, of(Processor.filter((Long x) -> x > 0)).fit(1));
    assertEquals(1L, of(Processor.flatMap((Long x) -> Stream.of(x))).fit(1));
  }

  @Test
  void whatTakesAnythingIsLeftAlone() {
    Function<Object, Object> given = Function.identity();
    Job<Object, Object> any = given::apply;
    for (Task task :
        List.of(
            any,
            new Processor((Object block) -> block).task(),
            new Processor((String text) -> text.length()).task(),
            new Processor(String::valueOf).task(),
            new Processor((List<Integer> list) -> list.size()).task(),
            Processor.stream((Stream<Long> all) -> all).task(),
            Processor.sink(System.out::println).task())) {
      assertFalse(TaskInput.of(task).converts(), task::toString);
    }
  }
}

package io.conveyor.it;

import static io.conveyor.it.Runs.resultsOf;
import static io.conveyor.it.Runs.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class WindowTest {

  private static List<List<Integer>> windows(int count, int length, int step) {
    return IntStream.iterate(0, from -> from + length <= count, from -> from + step)
        .mapToObj(from -> IntStream.range(from, from + length).boxed().toList())
        .toList();
  }

  @ParameterizedTest(name = "[{index}] {0}, {1} workers")
  @CsvSource({"processes, 1", "processes, 2", "sequential, 2"})
  void slidesTumblesAndSteps(String engine, int workers) {
    try (Pipeline pipeline = new Pipeline().engine(engine)) {
      pipeline
          .add(new ReplicatingFork(4))
          .add(
              new Processor(StageJobs::itself).window(2).workers(workers),
              new Processor(StageJobs::itself).window(3, 3).workers(workers),
              new Processor(StageJobs::itself).window(4, 2).workers(workers),
              new Processor(StageJobs::itself).window(5, 7).workers(workers))
          .open();
      for (int count : new int[] {100, 0, 4, 1, 5000}) {
        List<List<Integer>> results = resultsOf(pipeline, upTo(count));
        assertEquals(windows(count, 2, 1), ofLength(results, 2), count + " inputs");
        assertEquals(windows(count, 3, 3), ofLength(results, 3), count + " inputs");
        assertEquals(windows(count, 4, 2), ofLength(results, 4), count + " inputs");
        assertEquals(windows(count, 5, 7), ofLength(results, 5), count + " inputs");
      }
    }
  }

  private static List<List<Integer>> ofLength(List<List<Integer>> windows, int length) {
    return windows.stream().filter(window -> window.size() == length).toList();
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void differsTheSameWithMemoryAndWithWindows(String engine) {
    List<Integer> squares = IntStream.range(0, 200).map(i -> i * i).boxed().toList();
    List<Integer> expected =
        IntStream.range(2, 200).map(i -> i * i - (i - 2) * (i - 2)).boxed().toList();
    try (Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .cpus(2)
            .add(new ReplicatingFork(2))
            .add(
                new Processor(new StageJobs.Difference2()),
                new Processor(new StageJobs.Difference2Windowed()))
            .add(new Processor(StageJobs::negated), new Pipe())) {
      List<Integer> results = resultsOf(pipeline, squares);
      assertEquals(
          expected, results.stream().filter(difference -> difference > 0).toList(), "windowed");
      assertEquals(
          expected,
          results.stream().filter(difference -> difference < 0).map(i -> -i).toList(),
          "stateful");
    }
  }

  @ParameterizedTest(name = "[{index}] {0} workers")
  @ValueSource(ints = {1, 2})
  void holdsWindowsThatAreLongerThanTheBoundOfTheStageBefore(int workers) {
    try (Pipeline pipeline =
        new Pipeline()
            .add(new Processor(StageJobs::negated).queueSize(3))
            .add(new Processor(StageJobs::difference).window(10).workers(workers).inFlight(2))
            .add(new Processor(StageJobs::itself).window(1).workers(1))) {
      List<List<Integer>> results = resultsOf(pipeline, upTo(100));
      assertEquals(IntStream.range(0, 91).mapToObj(i -> List.of(-9)).toList(), results);
    }
  }

  /** What the refusal advises is enough, and not far more than that. */
  @Test
  void refusesWindowsThatThePipeBeforeCannotHold() {
    Iterable<byte[]> inputs = () -> Stream.generate(() -> new byte[100_000]).limit(200).iterator();
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> wide(4 << 20).run(inputs));
    assertEquals(Category.RESOURCES, failure.category());
    assertTrue(failure.getMessage().contains("wide"), failure.getMessage());
    Matcher advice =
        Pattern.compile("raise pipeSize\\(...\\) to (\\d+)").matcher(failure.getMessage());
    assertTrue(advice.find(), failure.getMessage());
    long enough = Long.parseLong(advice.group(1));
    assertTrue(enough >= 100 * 100_000 && enough <= 4 * 100 * 100_000, failure.getMessage());
    assertEquals(101, wide(enough).run(inputs).blocksOut());
  }

  private static Pipeline wide(long pipeBytes) {
    return new Pipeline()
        .settings(settings -> settings.largestBlock(1 << 18))
        .processes(processes -> processes.pipeSize(pipeBytes))
        .add(new Processor(WindowTest::size).window(100).workers(1).name("wide"));
  }

  static Integer size(List<byte[]> window) {
    return window.size();
  }

  @ParameterizedTest(name = "[{index}] {0} workers")
  @ValueSource(ints = {1, 2})
  void makesWindowsOfWhatAJoinGives(int workers) {
    try (Pipeline pipeline =
        new Pipeline()
            .add(new ReplicatingFork(2))
            .add(new Processor(StageJobs::negated))
            .add(new Join(2))
            .add(new Processor(StageJobs::itself).window(2, 2).workers(workers))) {
      List<List<Integer>> results = resultsOf(pipeline, upTo(100));
      assertEquals(100, results.size());
      assertEquals(
          upTo(100).stream().flatMap(i -> List.of(i, i).stream()).toList(),
          results.stream().flatMap(List::stream).map(i -> -i).sorted().toList());
    }
  }
}

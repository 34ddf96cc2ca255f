package io.conveyor.it;

import static io.conveyor.it.Runs.resultsOf;
import static io.conveyor.it.Runs.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.StreamJob;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class StreamJobTest {

  private static final String BOTH = "[{index}] {0}";

  private static <I, O> Pipeline pipeline(String engine, StreamJob<I, O> job) {
    return new Pipeline().engine(engine).add(Processor.stream(job).name("stream"));
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void mapsFiltersExpandsAndReducesOneBehindTheOther(String engine) {
    try (Pipeline pipeline = pipeline(engine, StageJobs::plusOne)) {
      pipeline
          .add(Processor.stream(StageJobs::evenOnly))
          .add(Processor.stream(StageJobs::repeated))
          .add(Processor.stream(StageJobs::sum))
          .open();
      int expected = IntStream.rangeClosed(1, 200).filter(i -> i % 2 == 0).map(i -> i * i).sum();
      for (int run = 0; run < 3; run++) {
        assertEquals(List.of(expected), resultsOf(pipeline, upTo(200)), "a call for each run");
      }
      assertEquals(List.of(0), resultsOf(pipeline, List.of()), "a call also for no blocks");
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void givesBeforeTheFirstAndAfterTheLastInput(String engine) {
    List<String> results = resultsOf(pipeline(engine, StageJobs::framed), List.of(1, 2));
    assertEquals(List.of("begin", "1", "2", "end"), results);
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void givesResultsWhileEndlessInputsGoOn(String engine) {
    try (Pipeline pipeline = pipeline(engine, StageJobs::plusOne).open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results(Stream.iterate(0, i -> i + 1))) {
          for (int expected = 1; expected <= 100; expected++) {
            assertEquals(expected, results.next().intValue());
          }
        }
      }
      assertEquals(List.of(6), resultsOf(pipeline, List.of(5)));
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void drainsWhatIsLeftWhenTheFunctionEndsEarly(String engine) {
    try (Pipeline pipeline = pipeline(engine, StageJobs::firstFive).open()) {
      for (int run = 0; run < 2; run++) {
        assertEquals(upTo(5), resultsOf(pipeline, upTo(100_000)));
        assertEquals(100_000, pipeline.run(upTo(100_000)).blocksIn());
      }
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void failsWithTheBlockInHandAndTakesTheNextRun(String engine) {
    try (Pipeline pipeline = pipeline(engine, StageJobs::failsAtSeven).open()) {
      JobFailedException failure =
          assertThrows(JobFailedException.class, () -> pipeline.run(upTo(100)));
      assertEquals("stream", failure.stage());
      assertEquals("java.lang.IllegalStateException", failure.remoteType());
      assertEquals(7, failure.blockId().orElseThrow().sequence());
      assertEquals(upTo(7), resultsOf(pipeline, upTo(7)));
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void refusesNullAmongResults(String engine) {
    Pipeline pipeline = pipeline(engine, StageJobs::givesNull);
    JobFailedException failure =
        assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1)));
    assertTrue(failure.getMessage().contains("gave null"), failure.getMessage());
  }

  /** Bounded pipes and small heaps: either would fill up at once. */
  @Test
  void holdsUpEndlessOutputOfASingleInput() {
    try (Pipeline pipeline =
        new Pipeline()
            .settings(settings -> settings.largestBlock(1 << 16))
            .processes(processes -> processes.pipeSize(4 << 20))
            .add(Processor.stream(StageJobs::endless).heap("32m"))
            .add(new Processor(Jobs::plusOne).heap("32m"))
            .open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results(List.of(0))) {
          for (int expected = 1; expected <= 2_000_000; expected++) {
            assertEquals(expected, results.next().intValue());
          }
        }
      }
    }
  }

  @Test
  void sharesInputsAmongWorkersEachExactlyOnce() {
    try (Pipeline pipeline =
        new Pipeline().add(Processor.stream(StageJobs::count).workers(3)).open()) {
      for (int run = 0; run < 3; run++) {
        List<Long> counts = resultsOf(pipeline, upTo(30_000));
        assertEquals(3, counts.size(), "each worker's call gives its own");
        assertEquals(30_000, counts.stream().mapToLong(Long::longValue).sum());
      }
    }
  }
}

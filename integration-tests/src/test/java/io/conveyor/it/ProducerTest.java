package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.RunReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class ProducerTest {

  private static final String BOTH = "[{index}] {0}";

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void producesAllInEachWorkerAndRun(String engine) {
    try (Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .add(Processor.producer(StageJobs::thousand).workers(2).name("source"))
            .add(new Processor(Jobs::plusOne))
            .open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results()) {
          assertEquals(
              IntStream.rangeClosed(1, 1000).boxed().flatMap(i -> List.of(i, i).stream()).toList(),
              results.stream().sorted().toList());
        }
      }
      RunReport report = pipeline.run();
      assertEquals(2000, report.stage("source").blocksOut());
      assertEquals(0, report.stage("source").blocksIn());
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void producesOnlyAsFarAsResultsArePulled(String engine) {
    try (Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .settings(settings -> settings.largestBlock(1 << 16))
            .processes(processes -> processes.pipeSize(4 << 20))
            .add(Processor.producer(StageJobs::naturals).queueSize(100))
            .add(new Processor(Jobs::plusOne))
            .open()) {
      for (int run = 0; run < 2; run++) {
        try (Results<Integer> results = pipeline.results()) {
          for (int expected = 1; expected <= 1000; expected++) {
            assertEquals(expected, results.next().intValue());
          }
        }
      }
    }
  }

  @ParameterizedTest(name = BOTH)
  @ValueSource(strings = {Pipeline.PROCESSES, Pipeline.SEQUENTIAL})
  void tellsWhatAProducerThrows(String engine) {
    Pipeline pipeline =
        new Pipeline()
            .engine(engine)
            .add(Processor.producer(StageJobs::failsAfterTen).name("source"));
    JobFailedException failure = assertThrows(JobFailedException.class, pipeline::run);
    assertEquals("source", failure.stage());
    assertTrue(failure.getMessage().contains("ten"), failure.getMessage());
  }

  @Test
  void takesNoInputsAndNothingElseGoesWithout() {
    Pipeline producing = new Pipeline("made").add(Processor.producer(StageJobs::thousand));
    InvalidPipelineException surplus =
        assertThrows(InvalidPipelineException.class, () -> producing.run(List.of(1)));
    assertEquals(
        List.of("pipeline 'made' begins with a producer, which takes no inputs: run it without"),
        surplus.problems());
    Pipeline taking = new Pipeline("taken").add(new Processor(Jobs::plusOne));
    InvalidPipelineException missing =
        assertThrows(InvalidPipelineException.class, taking::execute);
    assertEquals(
        List.of("pipeline 'taken' does not begin with a producer: give it inputs"),
        missing.problems());
  }

  @Test
  void standsOnlyInTheFirstRow() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne));
    InvalidPipelineException failure =
        assertThrows(
            InvalidPipelineException.class,
            () -> pipeline.add(Processor.producer(StageJobs::thousand).name("late")));
    assertEquals(
        List.of(
            "row 2: processor(late): a producer takes no input, so it can only stand alone in the"
                + " first row"),
        failure.problems());
  }
}

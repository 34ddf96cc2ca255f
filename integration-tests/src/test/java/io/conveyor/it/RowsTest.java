package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the rules of rows mean for the blocks that flow through them. */
@ExtendWith(LeavesNothingBehind.class)
class RowsTest {

  static Integer plusTen(Integer number) {
    return number + 10;
  }

  private static List<Integer> sortedResults(Pipeline pipeline) {
    try (Results<Integer> results = pipeline.results(List.of(0))) {
      return results.stream().sorted().toList();
    }
  }

  @Test
  void passPipesByAndRepeatProcessorsOverLanes() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new ReplicatingFork(2), new Pipe());
      pipeline.add(new Processor(Jobs::plusOne), new Pipe(), new Pipe());
      pipeline.add(new Pipe());
      pipeline.add(new Join(2), new Pipe());
      pipeline.add(new Processor(RowsTest::plusTen));
      assertEquals(2, pipeline.topology().outputs().size());
      assertEquals(List.of(10, 10, 11), sortedResults(pipeline));
    }
  }

  @Test
  void giveEachStageWholeForksAndTakeNothingMoreOnceTheyHaveRun() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor(Jobs::plusOne), new Pipe());
      pipeline.add(new Join(2));
      pipeline.add(new Processor(RowsTest::plusTen), new Pipe());
      pipeline.add(new Join(2));
      pipeline.open();
      assertEquals(List.of(0, 0, 11, 11), sortedResults(pipeline));
      assertThrows(IllegalStateException.class, () -> pipeline.add(new Pipe()));
      assertThrows(IllegalStateException.class, pipeline::open);
    }
  }

  @Test
  void areRefusedWhenTheyFitInNoWay() {
    Pipeline pipeline = new Pipeline().add(new ReplicatingFork(2));
    InvalidPipelineException refusal =
        assertThrows(
            InvalidPipelineException.class,
            () -> pipeline.add(new Processor(Jobs::plusOne), new Pipe(), new Pipe()));
    assertTrue(refusal.getMessage().contains("row 2"), refusal.getMessage());
    assertEquals(List.of(0, 0), sortedResults(pipeline), "as it was before");
  }

  /** A join that emptied its first lane first would wait for ever. */
  @Test
  void joinFirstComeFirstServed() {
    int count = 20;
    try (Pipeline pipeline = new Pipeline().sharedMemory(12)) {
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(
          new Processor(Together::held).environment("UNTIL", "1000"),
          new Processor(Together::free));
      pipeline.add(new Join(2));
      pipeline.add(new Processor(StageJobs::negated));
      pipeline.open();
      try (Results<Integer> results = pipeline.results(IntStream.rangeClosed(1, count))) {
        for (int i = 1; i <= count; i++) {
          assertEquals(-i, results.next());
        }
        Together.release(pipeline.memory());
        for (int i = 1; i <= count; i++) {
          assertEquals(i, results.next());
        }
      }
    }
  }
}

package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.RunReport;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class StageSettingsTest {

  private static <T> List<T> resultsOf(Pipeline pipeline, Iterable<?> inputs) {
    try (Results<T> results = pipeline.results(inputs)) {
      return results.stream().toList();
    }
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void runsInTheLaunchersProcessInOrderAmongWorkers() {
    StageJobs.Where.OPENED.set(0);
    StageJobs.Where.CLOSED.set(0);
    try (Pipeline pipeline =
        new Pipeline()
            .add(new Processor(StageJobs::uneven).workers(2).ordered())
            .add(new Processor(StageJobs::negated).inLauncher())
            .add(new Processor(new Jobs.Accumulator()).stateful())
            .add(new Processor(new StageJobs.Where()).name("where"))
            .open()) {
      long self = ProcessHandle.current().pid();
      for (int run = 0; run < 2; run++) {
        List<Long> pids = resultsOf(pipeline, upTo(100));
        assertEquals(100, pids.size());
        assertTrue(pids.stream().allMatch(pid -> pid == self), pids::toString);
      }
      RunReport report = pipeline.run(upTo(10));
      assertEquals(10, report.stage("where").blocksIn());
      assertEquals(1, StageJobs.Where.OPENED.get());
    }
    assertEquals(1, StageJobs.Where.CLOSED.get());
  }

  @Test
  void tellsOfAFailureInTheLauncherAsOfAnyOther() {
    Pipeline pipeline = new Pipeline().add(new Processor(Jobs::fails).inLauncher().name("here"));
    JobFailedException failure =
        Assertions.assertThrows(JobFailedException.class, () -> pipeline.run(List.of(1)));
    assertEquals("here", failure.stage());
    assertEquals("java.lang.IllegalArgumentException", failure.remoteType());
  }

  @Test
  void sharesCpusAmongStatelessStages() {
    try (Pipeline pipeline =
        new Pipeline()
            .cpus(3)
            .add(new Processor(StageJobs::uneven).stateless().name("first"))
            .add(new Processor(StageJobs::negated).stateless().name("second"))
            .add(new Processor(new Jobs.Accumulator()).name("sum"))
            .open()) {
      List<Integer> sums = resultsOf(pipeline, upTo(200));
      assertEquals(
          IntStream.range(0, 200).map(i -> -i * (i + 1) / 2).boxed().toList(),
          sums,
          "results of stateless stages come in order");
      RunReport report = pipeline.run(List.of());
      assertEquals(2, report.stage("first").workers());
      assertEquals(1, report.stage("second").workers());
      assertEquals(1, report.stage("sum").workers());
    }
  }

  /** Tells how many blocks have come in and not gone out. */
  static final class Inside implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
    }

    @Override
    public Integer run(Integer block) throws InterruptedException {
      int taken = memory.getAndAddInt(0, 1) + 1;
      if (block % 20 == 0) {
        Thread.sleep(20);
      }
      return taken - block;
    }
  }

  @ParameterizedTest(name = "[{index}] {0} workers")
  @ValueSource(ints = {1, 2})
  void takesNoMoreInputsThanMayBeInFlight(int workers) {
    try (Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(new Processor(new Inside()).workers(workers).ordered().inFlight(3))) {
      List<Integer> ahead = resultsOf(pipeline, upTo(200));
      assertEquals(200, ahead.size());
      assertTrue(ahead.stream().allMatch(taken -> taken <= 3), ahead::toString);
    }
  }

  @Test
  void namesTheFirstOfSeveralTasksThatFail() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(new Processor(Together::fail).workers(2).name("both"))
            .add(new Processor(StageJobs::negated));
    JobFailedException failure =
        Assertions.assertThrows(JobFailedException.class, () -> pipeline.run(upTo(100)));
    assertEquals("both", failure.stage());
    assertEquals(2, failure.failedTasks());
    assertTrue(
        failure
            .getMessage()
            .endsWith(
                ", the first of 2 tasks that failed: java.lang.IllegalStateException: together"),
        failure.getMessage());
    assertEquals("together", failure.remote().getMessage());
    assertEquals("fail", failure.remote().getStackTrace()[0].getMethodName());
  }
}

package io.conveyor.it;

import static io.conveyor.it.Runs.resultsOf;
import static io.conveyor.it.Runs.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunReport;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeavesNothingBehind.class)
class StageSettingsTest {

  private static final long READ = 0;

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

  private static String collectors(int unused) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(MemoryManagerMXBean::getName)
        .collect(Collectors.joining(", "));
  }

  @Test
  void collectsGarbageSeriallyUnlessTheStageChoosesAnother() {
    Processor processor = new Processor(StageSettingsTest::collectors);
    try (Pipeline serial = new Pipeline().add(processor);
        Pipeline parallel = new Pipeline().add(processor.jvmArgs("-XX:+UseParallelGC"))) {
      assertEquals("Copy, MarkSweepCompact", serial.execute(List.of(1)));
      assertEquals("PS MarkSweep, PS Scavenge", parallel.execute(List.of(1)));
    }
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

  /** Gives how many inputs have been read behind its block, by the time that it is done. */
  static final class ReadAhead implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
    }

    @Override
    public Integer run(Integer block) {
      if (block == 0) {
        // Three under way, and one that waits to be.
        Together.awaitAtLeast(memory, READ, 4);
      }
      // Nothing hangs on how long this is: it only gives the inputs a chance to run ahead.
      LockSupport.parkNanos(200_000);
      return memory.getIntVolatile(READ) - block;
    }
  }

  @ParameterizedTest(name = "[{index}] {0} workers")
  @ValueSource(ints = {1, 2})
  void takesNoMoreInputsThanMayBeInFlight(int workers) {
    try (Pipeline pipeline =
        new Pipeline()
            .sharedMemory(4)
            .add(new Processor(new ReadAhead()).workers(workers).ordered().inFlight(3))
            .open()) {
      CommonMemory memory = pipeline.memory();
      Iterable<Integer> inputs =
          () -> IntStream.range(0, 200).peek(i -> memory.putIntVolatile(READ, i + 1)).iterator();
      List<Integer> ahead = resultsOf(pipeline, inputs);
      assertEquals(200, ahead.size());
      assertEquals(4, ahead.get(0));
      assertTrue(ahead.stream().allMatch(read -> read <= 4), ahead::toString);
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

package io.conveyor.it;

import static io.conveyor.it.Runs.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import io.conveyor.WorkerDiedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Workers that die, or get nowhere, while they or others are starting. */
@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StartingDeathsTest {

  private static final int SIGTERM = 128 + 15;
  private static final int DIED = 0;
  private static final int OPENED = 4;

  @TempDir private Path scratch;

  /** Ends as by a signal that came while it started; later ones start. */
  private static final class SignalledAtFirst implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) {
      if (context.memory().getAndAddInt(OPENED, 1) < 2) {
        Runtime.getRuntime().halt(SIGTERM);
      }
    }

    @Override
    public Integer run(Integer block) {
      return block;
    }
  }

  @Test
  void aWorkerThatASignalEndsWhileItStartsIsReplaced() {
    Pipeline pipeline = new Pipeline().sharedMemory(64).add(new Processor(new SignalledAtFirst()));
    try (Results<Integer> results = pipeline.results(range(0, 9))) {
      assertEquals(range(0, 9), results.stream().toList());
      assertEquals(2, results.report().restarts(), () -> results.report().toString());
    }
  }

  /** Dies at its third block; the first one in its place gets nowhere. */
  private static final class StuckOnce implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) throws InterruptedException {
      CommonMemory memory = context.memory();
      if (memory.getIntVolatile(DIED) == 1 && memory.getAndAddInt(OPENED, 1) == 0) {
        new CountDownLatch(1).await();
      }
    }

    @Override
    public Integer run(Integer block) {
      if (block == 2 && JobContext.current().memory().compareAndSetInt(DIED, 0, 1)) {
        Runtime.getRuntime().halt(42);
      }
      return block;
    }
  }

  @Test
  void aReplacementThatIsStuckWhileItStartsIsReplaced() {
    Pipeline pipeline =
        new Pipeline()
            .sharedMemory(64)
            .processes(settings -> settings.startTimeout(Duration.ofSeconds(5)))
            .add(new Processor(new StuckOnce()));
    try (Results<Integer> results = pipeline.results(range(0, 9))) {
      assertEquals(range(0, 9), results.stream().toList());
      assertTrue(results.report().restarts() >= 2, () -> results.report().toString());
    }
  }

  static Integer diesThreeTimes(Integer block) {
    if (block == 1 && JobContext.current().memory().getAndAddInt(DIED, 1) < 3) {
      Runtime.getRuntime().halt(42);
    }
    return block;
  }

  /** Once the first launcher is gone, it opens when the stage before it has died once more. */
  private static final class OpensLate implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(JobContext context) {
      if (context.memory().getIntVolatile(DIED) >= 2) {
        Together.awaitAtLeast(context.memory(), DIED, 3);
      }
    }

    @Override
    public Integer run(Integer block) {
      return block;
    }
  }

  private Pipeline poisoned() {
    return new Pipeline("poisoned")
        .durable(scratch.resolve("run"))
        .sharedMemory(64)
        .add(new Processor(StartingDeathsTest::diesThreeTimes).name("poisoned").retries(1))
        .add(new Processor(new OpensLate()).name("late"));
  }

  @Test
  void aBlockThatKillsItsWorkerWhileAnotherStageStartsIsTriedAgain() {
    assertThrows(WorkerDiedException.class, () -> poisoned().run(List.of(0, 1, 2)));
    List<Object> rest = Runs.resultsOf(poisoned(), List.of(0, 1, 2));
    assertEquals(List.<Object>of(0, 1, 2).subList(3 - rest.size(), 3), rest);
  }

  /** No system takes a variable that long. */
  @Test
  void whatHasStartedIsEndedThoughTheNextWorkerCannotBeStarted() {
    Pipeline pipeline =
        new Pipeline()
            .add(new Processor(Jobs::plusOne))
            .add(new Processor(Jobs::plusOne).environment("LONG", "x".repeat(4 << 20)));
    ConveyorException failure = assertThrows(ConveyorException.class, pipeline::open);
    assertEquals(Category.START_FAILED, failure.category());
  }
}

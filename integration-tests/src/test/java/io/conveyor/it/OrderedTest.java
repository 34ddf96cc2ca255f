package io.conveyor.it;

import static io.conveyor.it.Runs.resultsOf;
import static io.conveyor.it.Runs.upTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("thorough")
@ExtendWith(LeavesNothingBehind.class)
class OrderedTest {

  private static final int FITS = 20;
  private static final long LOOK_NANOS = 100_000_000;

  @Test
  void keepsTheOrderOfBlocksThatTakeUnevenTimes() {
    try (Pipeline pipeline =
        new Pipeline()
            .settings(settings -> settings.largestBlock(1 << 20))
            .processes(processes -> processes.pipeSize(8 << 20))
            .add(new Processor(StageJobs::uneven).workers(3).ordered())
            .open()) {
      for (int run = 0; run < 3; run++) {
        assertEquals(upTo(2000), resultsOf(pipeline, upTo(2000)));
      }
    }
  }

  @Test
  void keepsTheOrderOfStagesThatGiveNoneOrManyOneBehindTheOther() {
    try (Pipeline pipeline =
        new Pipeline()
            .add(new Processor(StageJobs::unevenAndEven).workers(2).ordered())
            .add(Processor.stream(StageJobs::repeated).workers(2).ordered())
            .open()) {
      List<Integer> expected =
          IntStream.range(0, 200)
              .filter(i -> i % 2 == 0)
              .flatMap(i -> IntStream.range(0, i).map(j -> i))
              .boxed()
              .toList();
      for (int run = 0; run < 2; run++) {
        assertEquals(expected, resultsOf(pipeline, upTo(200)));
      }
    }
  }

  @Test
  void keepsTheOrderInLanesOfForks() {
    try (Pipeline pipeline =
        new Pipeline()
            .add(new ReplicatingFork(2))
            .add(
                new Processor(StageJobs::uneven).workers(2).ordered().queueSize(10),
                new Processor(StageJobs::negated).workers(2).ordered())
            .open()) {
      List<Integer> results = resultsOf(pipeline, upTo(500));
      assertEquals(upTo(500).subList(1, 500), results.stream().filter(i -> i > 0).toList());
      assertEquals(
          IntStream.range(1, 500).map(i -> -i).boxed().toList(),
          results.stream().filter(i -> i < 0).toList());
    }
  }

  @Test
  void givesEachBlockOnceWhenItsInputsAreBalancedOrJoined() {
    try (Pipeline pipeline =
        new Pipeline()
            .add(new BalancingFork(2))
            .add(
                new Processor(StageJobs::uneven).workers(2).ordered(),
                new Processor(StageJobs::uneven))
            .add(new Join(2))
            .add(new Processor(StageJobs::negated).workers(2).ordered())
            .open()) {
      List<Integer> results = resultsOf(pipeline, upTo(500));
      assertEquals(upTo(500), results.stream().map(i -> -i).sorted().toList());
    }
  }

  /** The first block of all waits until the others stand still. */
  static final class SlowFirst implements Job<byte[], Integer> {
    private static final long serialVersionUID = 1L;
    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
    }

    @Override
    public Integer run(byte[] block) {
      if (block[0] == 1) {
        awaitStandstill();
      }
      memory.getAndAddInt(0, 1);
      return 0;
    }

    /** Until the others have done what fits, and no more is done from one look to the next. */
    private void awaitStandstill() {
      Together.awaitAtLeast(memory, 0, FITS);
      int before = -1;
      for (int now = memory.getIntVolatile(0); now != before; now = memory.getIntVolatile(0)) {
        before = now;
        LockSupport.parkNanos(LOOK_NANOS);
      }
      memory.getAndAddInt(4, before);
    }
  }

  @Test
  void letsOthersWaitForASlowFirstBlockInsteadOfBuffering() {
    int count = 3000;
    byte[] first = new byte[100];
    first[0] = 1;
    List<byte[]> inputs =
        IntStream.range(0, count).mapToObj(i -> i == 0 ? first : new byte[100]).toList();
    try (Pipeline pipeline =
        new Pipeline()
            .sharedMemory(8)
            .add(new Processor(new SlowFirst()).workers(2).ordered().queueSize(FITS))
            .open()) {
      assertEquals(count, pipeline.run(inputs).blocksOut());
      int ahead = pipeline.memory().getIntVolatile(4);
      assertTrue(ahead >= FITS && ahead <= 5 * FITS, "done ahead of the first block: " + ahead);
    }
  }

  @Test
  void endsEarlyWhileWorkersAreFarApart() {
    try (Pipeline pipeline =
        new Pipeline()
            .settings(settings -> settings.largestBlock(1 << 20))
            .processes(processes -> processes.pipeSize(8 << 20))
            .add(new Processor(StageJobs::uneven).workers(3).ordered())
            .open()) {
      for (int run = 0; run < 3; run++) {
        try (Results<Integer> results = pipeline.results(StageJobs.naturals())) {
          for (int expected = 0; expected < 100; expected++) {
            assertEquals(expected, results.next().intValue());
          }
        }
      }
      assertEquals(upTo(100), resultsOf(pipeline, upTo(100)));
    }
  }
}

package io.conveyor.it;

import static io.conveyor.it.Runs.range;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.CommonMemory;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Join;
import io.conveyor.OnError;
import io.conveyor.Pipe;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Results;
import io.conveyor.WorkerDiedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workers die in many ways, and nothing is lost, doubled, or out of order. */
@ExtendWith(LeavesNothingBehind.class)
class RecoveryTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());

  static Integer slowPlusOne(Integer block) {
    long until = System.nanoTime() + 2_000;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    return block + 1;
  }

  /**
   * Pulls results and kills a random worker now and then. There are always inputs that are given
   * only after the next kill, so each killed worker has to be replaced for the run to end.
   */
  private static List<Integer> runWhileKilling(Pipeline pipeline, int blocks, int kills) {
    Random random = new Random(SEED);
    List<Integer> results = new ArrayList<>();
    int portion = blocks / (kills + 1);
    Semaphore portions = new Semaphore(1);
    Stream<Integer> inputs =
        range(0, blocks).stream()
            .peek(i -> awaitPortion(i % portion == 0 && i < (kills + 1) * portion, portions));
    try (Results<Integer> pulled = pipeline.results(inputs)) {
      int killed = 0;
      int next = random.nextInt(portion);
      while (pulled.hasNext()) {
        results.add(pulled.next());
        if (results.size() > next && killed < kills) {
          List<ProcessHandle> workers = workers();
          workers.get(random.nextInt(workers.size())).destroyForcibly();
          killed++;
          next = killed * portion + random.nextInt(portion);
          portions.release();
        }
      }
      assertEquals(kills, killed);
      assertTrue(pulled.report().restarts() > 0, () -> "nobody was replaced: " + pulled.report());
    }
    return results;
  }

  private static void awaitPortion(boolean begins, Semaphore portions) {
    try {
      portions.acquire(begins ? 1 : 0);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody waits for inputs any more", e);
    }
  }

  /** Without the helper by which the JDK starts processes, which is a child for a moment too. */
  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  @Test
  void keepsAChainInOrderExactlyOnce() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new Processor(Jobs::plusOne));
      pipeline.add(new Processor(RecoveryTest::slowPlusOne));
      pipeline.add(new Processor(Jobs::plusOne));
      List<Integer> results = runWhileKilling(pipeline, 300_000, 4);
      assertEquals(300_000, results.size(), "seed " + SEED);
      assertEquals(range(3, 300_003), results, "seed " + SEED);
    }
  }

  @Test
  void keepsGroupsForksAndJoinsExactlyOnce() {
    try (Pipeline pipeline = new Pipeline()) {
      pipeline.add(new Processor(RecoveryTest::slowPlusOne).workers(2));
      pipeline.add(new ReplicatingFork(2));
      pipeline.add(new Processor(Jobs::plusOne), new Pipe());
      pipeline.add(new Join(2));
      pipeline.add(new BalancingFork(2));
      pipeline.add(new Processor(Jobs::plusOne));
      pipeline.add(new Join(2));
      List<Integer> results = runWhileKilling(pipeline, 150_000, 5);
      List<Integer> expected =
          IntStream.range(0, 150_000)
              .boxed()
              .flatMap(i -> Stream.of(i + 2, i + 3))
              .sorted()
              .toList();
      assertEquals(expected, results.stream().sorted().toList(), "seed " + SEED);
    }
  }

  @Test
  void replacesAnIdleWorkerBetweenRuns() {
    try (Pipeline pipeline = new Pipeline().add(new Processor(Jobs::plusOne)).open()) {
      for (int i = 0; i < 5; i++) {
        assertEquals(i + 1, pipeline.<Integer>execute(i));
        workers().forEach(ProcessHandle::destroyForcibly);
      }
      assertEquals(7, pipeline.<Integer>execute(6));
    }
  }

  /** Ends the process at the first try of block 500, and only then. */
  static Integer diesOnce(Integer block) {
    if (block == 500 && JobContext.current().memory().getAndAddInt(0, 1) == 0) {
      Runtime.getRuntime().halt(42);
    }
    return block;
  }

  @Test
  void triesTheBlockInHandAgainAndNoneOfItsNeighbours() {
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(64).add(new Processor(RecoveryTest::diesOnce)).open()) {
      try (Results<Integer> results = pipeline.results(IntStream.range(0, 1000))) {
        assertEquals(range(0, 1000), results.stream().toList());
        assertEquals(1, results.report().restarts());
        assertEquals(1000, results.report().stages().get(0).blocksIn());
        assertEquals(1000, results.report().stages().get(0).blocksOut());
      }
    }
  }

  static Integer alwaysDies(Integer block) {
    if (block == 500) {
      Runtime.getRuntime().halt(42);
    }
    return block;
  }

  @Test
  void givesUpOnABlockThatKillsItsWorkerEachTime() {
    Pipeline pipeline = new Pipeline().add(new Processor(RecoveryTest::alwaysDies).name("fragile"));
    WorkerDiedException failure =
        assertThrows(WorkerDiedException.class, () -> pipeline.run(IntStream.range(0, 1000)));
    assertTrue(failure.getMessage().contains("block 0:500"), failure.getMessage());
    assertTrue(failure.getMessage().contains("3 times"), failure.getMessage());
    assertEquals(2, failure.getSuppressed().length, "every death is told");
  }

  /** Of these workers one dies, and its replacement is ready only when it is told to be. */
  private static final class Held implements Job<Integer, Integer> {
    private static final long serialVersionUID = 1L;
    static final long DEAD = 0;
    static final long STARTING = 4;
    static final long GO = 8;
    private transient CommonMemory memory;

    @Override
    public void open(JobContext context) {
      memory = context.memory();
      memory.putIntRelease(STARTING, memory.getIntAcquire(DEAD));
      while (memory.getIntAcquire(STARTING) == 1 && memory.getIntAcquire(GO) == 0) {
        LockSupport.parkNanos(200_000);
      }
    }

    @Override
    public Integer run(Integer block) {
      if (block == 1_000 && memory.compareAndSetInt(DEAD, 0, 1)) {
        Runtime.getRuntime().halt(42);
      }
      return slowPlusOne(block);
    }
  }

  @Test
  void neighboursFlowOnWhileAWorkerOfTheirGroupIsReplaced() {
    AtomicInteger fed = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    Stream<Integer> inputs =
        Stream.generate(fed::get)
            .peek(i -> LockSupport.parkNanos(20_000)) // Slower than the workers that are left.
            .takeWhile(i -> !enough.get())
            .peek(i -> fed.incrementAndGet());
    List<Integer> results = new ArrayList<>();
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(64).add(new Processor(new Held()).workers(3)).open()) {
      CommonMemory memory = pipeline.memory();
      try (Results<Integer> pulled = pipeline.results(inputs)) {
        while (memory.getIntAcquire(Held.STARTING) == 0) {
          results.add(pulled.next());
        }
        int fedBefore = fed.get();
        int result = 0;
        while (result <= fedBefore) {
          result = pulled.next();
          results.add(result);
        }
        memory.putIntRelease(Held.GO, 1);
        enough.set(true);
        pulled.forEachRemaining(results::add);
        assertEquals(1, pulled.report().restarts());
      }
    }
    assertEquals(range(1, fed.get() + 1), results.stream().sorted().toList());
  }

  /** Ends its process at each block, and counts how often it meets it. */
  private static Integer dieAndCount(Integer block) {
    JobContext.current().memory().getAndAddInt(4L * block, 1);
    if (block < 4) {
      Runtime.getRuntime().halt(9);
    }
    return block;
  }

  @Tag("thorough")
  @ParameterizedTest
  @CsvSource({"SKIP, 0, 0", "DEAD_LETTER, 0, 0", "SKIP, 1, 0", "SKIP, 0, 1"})
  void triesEachOfSeveralDeadlyBlocksInARowAsOftenAsItMayBe(
      OnError policy, int retries, int window, @TempDir Path letters) {
    Processor stage =
        window == 0
            ? new Processor(RecoveryTest::dieAndCount)
            : new Processor((List<Integer> w) -> dieAndCount(w.get(0))).window(window);
    stage = stage.onError(policy).retries(retries);
    if (policy == OnError.SKIP) {
      stage = stage.maxSkipped("100%");
    }
    try (Pipeline pipeline =
        new Pipeline().sharedMemory(64).deadLetters(letters).add(stage).open()) {
      assertEquals(List.of(4), pipeline.<Integer>results(range(0, 5)).stream().toList());
      List<Integer> tries =
          IntStream.range(0, 5).map(block -> pipeline.memory().getInt(4L * block)).boxed().toList();
      int each = retries + 1;
      assertEquals(List.of(each, each, each, each, 1), tries);
    }
  }
}

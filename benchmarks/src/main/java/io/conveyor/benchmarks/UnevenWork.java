package io.conveyor.benchmarks;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How evenly work is split when one block in ten takes a hundred times longer than the others. */
final class UnevenWork implements Figure {

  private static final long ALL_NANOS = 1_000_000_000;
  private static final Executor THREADS = task -> new Thread(task).start();

  @Override
  public String name() {
    return "uneven-work";
  }

  @Override
  public String title() {
    return "time to do blocks of which one in ten takes a hundred times longer, on two processes,"
        + " against half of the time that the blocks took in all.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) {
    measure("computing 10 us", 10_000, new UnevenJob(true), rounds, sheet);
    measure("waiting 200 us", 200_000, new UnevenJob(false), rounds, sheet);
  }

  private static void measure(String does, int quick, UnevenJob job, int rounds, Sheet sheet) {
    Processor processor = new Processor(job);
    try (Pipeline workers = warm(new Pipeline("workers").add(processor.workers(2)));
        Pipeline lanes = warm(lanes(processor, new BalancingFork(2)));
        Pipeline turns = warm(lanes(processor, new BalancingFork(2).roundRobin()))) {
      for (int round = 0; round < rounds; round++) {
        for (boolean regular : new boolean[] {true, false}) {
          List<Integer> blocks = blocks(quick, regular, round);
          String which = does + (regular ? ", every tenth slow" : ", any tenth slow");
          measure("2 workers, " + which, workers, blocks, sheet);
          measure("2 balanced lanes, " + which, lanes, blocks, sheet);
          measure("2 lanes in turn, " + which, turns, blocks, sheet);
          measure("2 threads, " + which, job, blocks, sheet);
        }
      }
    }
  }

  private static void measure(String what, Pipeline pipeline, List<Integer> blocks, Sheet sheet) {
    pipeline.memory().putLongVolatile(UnevenJob.TAKEN, 0);
    long start = System.nanoTime();
    pipeline.run(blocks);
    double elapsed = System.nanoTime() - start;
    double best = pipeline.memory().getLongVolatile(UnevenJob.TAKEN) / 2.0;
    sheet.add(what, "ms", elapsed / 1e6, "best split", best / 1e6);
  }

  /** What the machine lets two threads do that take block by block: a split without any cost. */
  private static void measure(String what, UnevenJob job, List<Integer> blocks, Sheet sheet) {
    AtomicInteger next = new AtomicInteger();
    LongAdder taken = new LongAdder();
    Runnable taker =
        () -> {
          for (int i = next.getAndIncrement(); i < blocks.size(); i = next.getAndIncrement()) {
            taken.add(job.take(blocks.get(i)));
          }
        };
    long start = System.nanoTime();
    CompletableFuture.allOf(
            CompletableFuture.runAsync(taker, THREADS), CompletableFuture.runAsync(taker, THREADS))
        .join();
    double elapsed = System.nanoTime() - start;
    sheet.add(what, "ms", elapsed / 1e6, "best split", taken.sum() / 2e6);
  }

  /** About a second of work. */
  private static List<Integer> blocks(int quick, boolean regular, int seed) {
    Random random = new Random(seed);
    int count = (int) (ALL_NANOS / (quick * 10.9));
    return IntStream.range(0, count)
        .map(i -> (regular ? i : random.nextInt(10)) % 10 == 0 ? 100 * quick : quick)
        .boxed()
        .toList();
  }

  private static Pipeline lanes(Processor processor, BalancingFork fork) {
    return new Pipeline("lanes").add(fork).add(processor, processor).add(new Join(2));
  }

  private static Pipeline warm(Pipeline pipeline) {
    pipeline.sharedMemory(8).open().run(IntStream.generate(() -> 1000).limit(5_000));
    return pipeline;
  }
}

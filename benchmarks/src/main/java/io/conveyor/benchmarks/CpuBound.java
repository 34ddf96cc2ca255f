package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What a second worker gains where the job keeps its core busy. */
final class CpuBound implements Figure {

  private static final int BLOCKS = 1_000;

  /** A JVM compiles what is done for each block after some ten thousand of them. */
  private static final int WARM_UP = 10;

  /** A JVM does not compute what nobody looks at. */
  private final AtomicInteger computed = new AtomicInteger();

  @Override
  public String name() {
    return "cpu-bound";
  }

  @Override
  public String title() {
    return "how much faster two workers are than one when the job only computes, against how much"
        + " faster two threads of one JVM are; warmed up.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws InterruptedException {
    Processor processor = new Processor(CpuBound::compute);
    try (Pipeline one = Blocks.row(processor, 1);
        Pipeline two = Blocks.row(processor.workers(2), 1)) {
      for (int i = 0; i < WARM_UP; i++) {
        seconds(one);
        seconds(two);
        seconds(two);
      }
      seconds(1);
      for (int round = 0; round < rounds; round++) {
        double workers = seconds(one) / seconds(two);
        double threads = seconds(1) / seconds(2);
        sheet.add("2 workers", "times", workers, "2 threads", threads);
      }
    }
  }

  /** About three milliseconds. */
  static Integer compute(Integer seed) {
    int mixed = seed;
    for (int i = 0; i < 1_000_000; i++) {
      mixed = (mixed ^ mixed >>> 15) * 0x2c1b3c6d + i;
    }
    return mixed;
  }

  private static int computeAll(int blocks) {
    return IntStream.range(0, blocks).map(CpuBound::compute).sum();
  }

  private static double seconds(Pipeline pipeline) {
    return Blocks.seconds(pipeline, IntStream.range(0, BLOCKS).boxed(), BLOCKS);
  }

  private double seconds(int threads) throws InterruptedException {
    long start = System.nanoTime();
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] = new Thread(() -> computed.addAndGet(computeAll(BLOCKS / threads)));
      all[i].start();
    }
    for (Thread each : all) {
      each.join();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}

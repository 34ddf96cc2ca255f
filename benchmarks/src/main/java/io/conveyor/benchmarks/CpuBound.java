package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.stream.IntStream;

/** What a second worker gains where the job keeps its core busy. */
final class CpuBound implements Figure {

  private static final int BLOCKS = 400;

  @Override
  public String name() {
    return "cpu-bound";
  }

  @Override
  public String title() {
    return "how much faster two workers are than one when the job only computes, against how much"
        + " faster two threads of one JVM are.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws InterruptedException {
    Processor processor = new Processor(CpuBound::compute);
    try (Pipeline one = Blocks.row(processor, 1);
        Pipeline two = Blocks.row(processor.workers(2), 1)) {
      seconds(one);
      seconds(two);
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

  private static double seconds(Pipeline pipeline) {
    return Blocks.seconds(pipeline, IntStream.range(0, BLOCKS).boxed(), BLOCKS);
  }

  private static double seconds(int threads) throws InterruptedException {
    long start = System.nanoTime();
    Thread[] all = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      all[i] = new Thread(() -> IntStream.range(0, BLOCKS / threads).forEach(CpuBound::compute));
      all[i].start();
    }
    for (Thread each : all) {
      each.join();
    }
    return (System.nanoTime() - start) / 1e9;
  }
}

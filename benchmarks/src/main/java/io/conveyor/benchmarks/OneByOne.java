package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** How long one block takes when no other is under way. */
final class OneByOne implements Figure {

  private static final int WARM_UP = 20_000;
  private static final int COUNT = 2_000;

  @Override
  public String name() {
    return "one-by-one";
  }

  @Override
  public String title() {
    return "one block at a time through three processors, launcher to launcher, against a byte"
        + " through Unix domain sockets that connect four JVMs in a ring; warmed up.";
  }

  /** Sends something around, and returns when it is back. */
  interface Trip {
    void go() throws Exception;
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::plusOne), 3);
        SocketRing ring = SocketRing.start(3)) {
      for (int round = 0; round < rounds; round++) {
        double[] blocks = throughPipeline(pipeline);
        double[] single = micros(() -> pipeline.execute(1));
        double[] bytes = micros(ring::round);
        add(sheet, "of an endless run", blocks, bytes);
        add(sheet, "as a run of its own", single, bytes);
      }
    }
  }

  private static void add(Sheet sheet, String what, double[] micros, double[] reference) {
    for (int percent : new int[] {50, 99}) {
      int at = COUNT * percent / 100;
      sheet.add(what + ", p" + percent, "us", micros[at], "sockets", reference[at]);
    }
  }

  private static double[] throughPipeline(Pipeline pipeline) throws Exception {
    BlockingQueue<Integer> inputs = new LinkedBlockingQueue<>();
    try (Results<Integer> results = pipeline.results(Stream.generate(() -> take(inputs)))) {
      return micros(
          () -> {
            inputs.add(1);
            results.next();
          });
    }
  }

  private static Integer take(BlockingQueue<Integer> inputs) {
    try {
      return inputs.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no more inputs", e);
    }
  }

  /** How long each trip takes in microseconds, from the shortest to the longest. */
  private static double[] micros(Trip trip) throws Exception {
    for (int i = 0; i < WARM_UP; i++) {
      trip.go();
    }
    double[] micros = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      long start = System.nanoTime();
      trip.go();
      micros[i] = (System.nanoTime() - start) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }
}

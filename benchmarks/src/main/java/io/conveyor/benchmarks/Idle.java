package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.List;

/** What workers cost that have nothing to do. */
final class Idle implements Figure {

  private static final int WORKERS = 10;
  private static final int SECONDS = 10;

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String title() {
    return "what an open pipeline of ten workers takes of one core while nothing runs, and the"
        + " memory of each worker, against ten bare JVMs that wait for input.";
  }

  /** What ten processes take. */
  private record Cost(double percentOfCore, double pss) {}

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    for (int round = 0; round < rounds; round++) {
      Cost workers = workers();
      Cost bare = bare();
      sheet.add("memory of each (PSS)", "MB", workers.pss(), "bare JVM", bare.pss());
      sheet.add("all ten", "% of a core", workers.percentOfCore(), "one core", 100);
    }
  }

  private static Cost workers() throws InterruptedException {
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::plusOne).workers(WORKERS), 1)) {
      pipeline.run(List.of(1, 2, 3));
      return cost();
    }
  }

  private static Cost bare() throws Exception {
    AutoCloseable processes = Children.bare(WORKERS);
    try {
      return cost();
    } finally {
      processes.close();
    }
  }

  private static Cost cost() throws InterruptedException {
    Thread.sleep(1000); // What is left to do after the start is done by then.
    double before = Children.cpuSeconds();
    Thread.sleep(SECONDS * 1000L);
    return new Cost((Children.cpuSeconds() - before) / SECONDS * 100, Children.meanPss());
  }
}

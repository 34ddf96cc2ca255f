package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.List;

/** What each further processor adds to the start of a pipeline. */
final class Startup implements Figure {

  private static final int FEW = 2;
  private static final int MANY = 8;

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String title() {
    return "processor time that each further processor takes from the start of a pipeline to the"
        + " end of its first run, against a bare JVM's.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    for (int round = 0; round < rounds; round++) {
      double each = (pipeline(MANY) - pipeline(FEW)) / (MANY - FEW);
      sheet.add("each processor", "CPU s", each, "bare JVM", bare());
    }
  }

  private static double pipeline(int stages) {
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::plusOne), stages)) {
      pipeline.run(List.of(1));
      return Children.cpuSeconds();
    }
  }

  private static double bare() throws Exception {
    AutoCloseable processes = Children.bare(MANY);
    try {
      return Children.cpuSeconds() / MANY;
    } finally {
      processes.close();
    }
  }
}

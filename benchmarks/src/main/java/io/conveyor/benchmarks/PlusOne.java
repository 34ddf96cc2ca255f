package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Many small blocks, from the launcher through processors that do next to nothing and back. */
final class PlusOne implements Figure {

  private static final int COUNT = 10_000_000;

  /** A JVM compiles what is done for each batch after some thousands of them. */
  private static final int WARM_UP = 5;

  private final int stages;

  PlusOne(int stages) {
    this.stages = stages;
  }

  @Override
  public String name() {
    return "plus-one-" + stages;
  }

  @Override
  public String title() {
    return ("ten million Integers through %d processors that add one, launcher to launcher, warmed up, against"
            + " the same lines through seq and %d awks, whose start is included; (a) ints through a"
            + " raw queue between two JVMs, one hop; (b) Longs through %d maps of Flink that are not"
            + " chained, in one JVM, behind as many that warm it up.")
        .formatted(stages, stages, stages);
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::plusOne), stages)) {
      for (int i = 0; i < WARM_UP; i++) {
        Blocks.seconds(pipeline, IntStream.range(0, COUNT).boxed(), COUNT);
      }
      for (int round = 0; round < rounds; round++) {
        double seconds = Blocks.seconds(pipeline, IntStream.range(0, COUNT).boxed(), COUNT);
        double shell = Commands.seconds(List.of("sh", "-c", shell()));
        double speed = COUNT / seconds / 1e6;
        String what = stages + " processors";
        sheet.add(what, "M/s", speed, "shell", COUNT / shell / 1e6);
        sheet.add(what + " (a)", "M/s", speed, "raw queue", COUNT / RawQueue.seconds(COUNT) / 1e6);
        OptionalDouble flink = Flink.seconds(COUNT, stages, COUNT);
        if (flink.isPresent()) {
          sheet.add(what + " (b)", "M/s", speed, "Flink", COUNT / flink.getAsDouble() / 1e6);
        }
      }
    }
  }

  private String shell() {
    return "seq 0 " + (COUNT - 1) + " | awk '{ print $1 + 1 }'".repeat(stages) + " > /dev/null";
  }
}

package io.conveyor.benchmarks;

import io.conveyor.Join;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What it costs to have blocks read by several lanes. */
final class Replicas implements Figure {

  private static final int COUNT = 1_000_000;

  @Override
  public String name() {
    return "replicas";
  }

  @Override
  public String title() {
    return "bytes that a processor writes for a replicating fork to four readers, against one.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) {
    try (Pipeline one = pipeline(1);
        Pipeline four = pipeline(4)) {
      for (int round = 0; round < rounds; round++) {
        sheet.add("4 readers", "MB", megabytes(four), "1 reader", megabytes(one));
      }
    }
  }

  private static Pipeline pipeline(int readers) {
    Processor reader = new Processor(Replicas::none).inLauncher();
    return new Pipeline("replicas")
        .add(new Processor(Blocks::plusOne).name("writer"))
        .add(new ReplicatingFork(readers))
        .add(Collections.nCopies(readers, reader).toArray(Processor[]::new))
        .add(new Join(readers))
        .open();
  }

  static @Nullable Integer none(Integer block) {
    return block < 0 ? block : null;
  }

  private static double megabytes(Pipeline pipeline) {
    return pipeline.run(IntStream.range(0, COUNT)).stage("writer").bytesOut() / 1e6;
  }
}

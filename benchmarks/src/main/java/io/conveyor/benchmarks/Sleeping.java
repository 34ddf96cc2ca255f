package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.stream.IntStream;

/** What many workers gain where the job only waits. */
final class Sleeping implements Figure {

  private static final int WORKERS = 32;
  private static final int BLOCKS_EACH = 100;

  /** Until the workers' JVMs have compiled what they do for each block: half a minute. */
  private static final int WARM_UP = 30;

  @Override
  public String name() {
    return "sleeping";
  }

  @Override
  public String title() {
    return "how much faster 32 workers are than one when the job sleeps for 10 ms, against 32; warmed up.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) {
    Processor processor = new Processor(Sleeping::sleep).heap("64m");
    try (Pipeline one = Blocks.row(processor, 1);
        Pipeline many = Blocks.row(processor.workers(WORKERS), 1)) {
      perSecond(many, WORKERS * BLOCKS_EACH * WARM_UP);
      perSecond(one, BLOCKS_EACH * WARM_UP);
      for (int round = 0; round < rounds; round++) {
        double gain = perSecond(many, WORKERS * BLOCKS_EACH) / perSecond(one, BLOCKS_EACH);
        sheet.add("32 workers", "times", gain, "ideal", WORKERS);
      }
    }
  }

  static Integer sleep(Integer block) throws InterruptedException {
    Thread.sleep(10);
    return block;
  }

  private static double perSecond(Pipeline pipeline, int blocks) {
    return blocks / Blocks.seconds(pipeline, IntStream.range(0, blocks).boxed(), blocks);
  }
}

package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.stream.IntStream;

/** What many workers gain where the job only waits. */
final class Sleeping implements Figure {

  private static final int WORKERS = 32;
  private static final int BLOCKS_EACH = 20;

  @Override
  public String name() {
    return "sleeping";
  }

  @Override
  public String title() {
    return "how much faster 32 workers are than one when the job sleeps for 10 ms, against 32.";
  }

  @Override
  public void measure(int rounds, Sheet sheet) {
    Processor processor = new Processor(Sleeping::sleep).heap("64m");
    try (Pipeline one = Blocks.row(processor, 1);
        Pipeline many = Blocks.row(processor.workers(WORKERS), 1)) {
      perSecond(one, WORKERS);
      perSecond(many, WORKERS * BLOCKS_EACH);
      for (int round = 0; round < rounds; round++) {
        double gain = perSecond(many, WORKERS * BLOCKS_EACH * 5) / perSecond(one, BLOCKS_EACH * 5);
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

package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** Large blocks through three processors that pass them on. */
final class ByteArrays implements Figure {

  private static final long BYTES = 2L << 30;

  /** Large blocks are few, so that JVMs take their time to compile what is done for each. */
  private static final int WARM_UP = 8;

  private static final int STAGES = 3;

  private final int size;

  /** Whether the blocks are buffers, of which jobs get views. */
  private final boolean views;

  ByteArrays(int size, boolean views) {
    this.size = size;
    this.views = views;
  }

  @Override
  public String name() {
    return (views ? "views-" : "bytes-") + (size >> 10) + "k";
  }

  @Override
  public String title() {
    return "2 GiB in %s of %d KiB through %d processors that pass them on, against copying them once into mapped memory that stays hot; after 16 GiB to warm up."
        .formatted(views ? "buffers" : "byte arrays", size >> 10, STAGES);
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    long count = BYTES / size;
    byte[] block = new byte[size];
    Object given = views ? ByteBuffer.wrap(block) : block;
    Processor passing = views ? new Processor(Blocks::sameView) : new Processor(Blocks::same);
    try (Pipeline pipeline = Blocks.row(passing, STAGES)) {
      Blocks.seconds(
          pipeline, Stream.generate(() -> given).limit(WARM_UP * count), WARM_UP * count);
      for (int round = 0; round < rounds; round++) {
        double seconds = Blocks.seconds(pipeline, Stream.generate(() -> given).limit(count), count);
        double copy = MappedCopy.gigabytesPerSecond(block, BYTES);
        sheet.add(size / 1024 + " KiB", "GB/s", BYTES / seconds / 1e9, "copy", copy);
      }
    }
  }
}

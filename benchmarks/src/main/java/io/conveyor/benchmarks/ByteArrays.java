package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.util.stream.Stream;

/** Large blocks through three processors that pass them on. */
final class ByteArrays implements Figure {

  private static final long BYTES = 1L << 30;
  private static final int STAGES = 3;

  private final int size;

  ByteArrays(int size) {
    this.size = size;
  }

  @Override
  public String name() {
    return "bytes-" + (size >> 10) + "k";
  }

  @Override
  public String title() {
    return "1 GiB in byte arrays of %d KiB through %d processors that pass them on, against copying them once into mapped memory that stays hot."
        .formatted(size >> 10, STAGES);
  }

  @Override
  public void measure(int rounds, Sheet sheet) throws Exception {
    long count = BYTES / size;
    byte[] block = new byte[size];
    try (Pipeline pipeline = Blocks.row(new Processor(Blocks::same), STAGES)) {
      Blocks.seconds(pipeline, Stream.generate(() -> block).limit(count / 5), count / 5);
      for (int round = 0; round < rounds; round++) {
        double seconds = Blocks.seconds(pipeline, Stream.generate(() -> block).limit(count), count);
        double copy = MappedCopy.gigabytesPerSecond(block, BYTES);
        sheet.add(size / 1024 + " KiB", "GB/s", BYTES / seconds / 1e9, "copy", copy);
      }
    }
  }
}

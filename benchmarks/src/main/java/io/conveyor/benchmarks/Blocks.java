package io.conveyor.benchmarks;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.Results;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.stream.Stream;

/** What jobs of several figures do, and what drives them. */
final class Blocks {

  private Blocks() {}

  static Integer plusOne(Integer number) {
    return number + 1;
  }

  static byte[] same(byte[] bytes) {
    return bytes;
  }

  static ByteBuffer sameView(ByteBuffer bytes) {
    return bytes;
  }

  /** An open pipeline of that processor, so many times one behind the other. */
  static Pipeline row(Processor processor, int stages) {
    Pipeline pipeline = new Pipeline("row");
    for (int i = 0; i < stages; i++) {
      pipeline.add(processor);
    }
    return pipeline.open();
  }

  /** The seconds from the first block that goes in to the last that comes out. */
  static double seconds(Pipeline pipeline, Stream<?> blocks, long expected) {
    long start = System.nanoTime();
    long count = 0;
    try (Results<Object> results = pipeline.results(blocks)) {
      for (Iterator<Object> each = results; each.hasNext(); each.next()) {
        count++;
      }
    }
    if (count != expected) {
      throw new IllegalStateException("%d blocks came out of %d".formatted(count, expected));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}

package io.conveyor.sequential;

import io.conveyor.codec.BlockCodec;
import io.conveyor.stage.Batch;

/** One encoded block on its way into a stage. */
record MemoryBatch(int origin, long sequence, long runStart, byte[] encoded, BlockCodec codec)
    implements Batch {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Object next() {
    return codec.decode(encoded);
  }

  @Override
  public Object again(long number) {
    return codec.decode(encoded);
  }
}

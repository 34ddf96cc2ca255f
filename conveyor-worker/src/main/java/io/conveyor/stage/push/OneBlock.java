package io.conveyor.stage.push;

import io.conveyor.stage.Batch;
import java.util.function.Supplier;

/**
 * One block on its way into a stage.
 *
 * @param origin distinguishes the inputs of a stage from those of others, at least 0
 * @param sequence its number among the blocks of that input
 * @param runStart the number of the run's first block
 * @param block gives a fresh copy of it each time
 */
public record OneBlock(int origin, long sequence, long runStart, Supplier<Object> block)
    implements Batch {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public Object next() {
    return block.get();
  }

  @Override
  public Object again(long number) {
    return block.get();
  }
}

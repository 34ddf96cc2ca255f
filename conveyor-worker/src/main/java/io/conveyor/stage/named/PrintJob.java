package io.conveyor.stage.named;

import io.conveyor.Job;
import io.conveyor.stage.convert.BlockText;
import org.jspecify.annotations.Nullable;

/** Prints each block on a line of its own, as {@link BlockText} has it; emits nothing. */
public final class PrintJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Object run(Object block) {
    System.out.println(BlockText.of(block));
    return null;
  }
}

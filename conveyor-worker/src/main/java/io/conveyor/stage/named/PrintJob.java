package io.conveyor.stage.named;

import io.conveyor.Job;
import org.jspecify.annotations.Nullable;

/**
 * Prints each block on a line of its own, as {@link String#valueOf(Object)} has it; emits nothing.
 */
public final class PrintJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Object run(Object block) {
    System.out.println(block);
    return null;
  }
}

package io.conveyor.stage.named;

import io.conveyor.Job;

/** Passes each block on as it is. */
public final class IdentityJob implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public Object run(Object block) {
    return block;
  }
}

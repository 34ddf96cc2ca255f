package io.conveyor.processes.plan;

import io.conveyor.Job;

/** The job of a relay: passes blocks on. */
final class Relay implements Job<Object, Object> {

  private static final long serialVersionUID = 1L;

  @Override
  public Object run(Object block) {
    return block;
  }
}

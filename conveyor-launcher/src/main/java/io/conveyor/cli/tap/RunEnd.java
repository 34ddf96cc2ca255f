package io.conveyor.cli.tap;

import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Phase;
import io.conveyor.processes.registry.KnownRun;
import java.util.function.BooleanSupplier;

/** Whether a run is over: its launcher says so, or is gone. Looks now and then. */
final class RunEnd implements BooleanSupplier {

  private static final long LOOK_NANOS = 100_000_000;

  private final KnownRun run;
  private final Counters counters;
  private long lookedAt = System.nanoTime() - LOOK_NANOS;
  private boolean over;

  RunEnd(KnownRun run) {
    this.run = run;
    this.counters = Counters.open(run.card().directory());
  }

  @Override
  public boolean getAsBoolean() {
    long now = System.nanoTime();
    if (!over && now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      over = counters.phase() == Phase.CLOSED || run.isLeft();
    }
    return over;
  }

  boolean isStarting() {
    return counters.phase() == Phase.STARTING;
  }
}

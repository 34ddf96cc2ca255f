package io.conveyor.cli.observe;

import io.conveyor.ConveyorException;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import java.io.UncheckedIOException;
import java.util.Optional;

/** An open pipeline of this process, looked at as others would. Safe from any thread. */
public final class OwnRun {

  private final Meter meter;

  private OwnRun(Meter meter) {
    this.meter = meter;
  }

  /**
   * Finds the one that was opened last.
   *
   * @param pipeline its name
   * @return nothing with an engine that has no processes, or if it has ended already
   */
  public static Optional<OwnRun> of(String pipeline) {
    long pid = ProcessHandle.current().pid();
    Optional<KnownRun> own =
        Registry.runs().stream()
            .filter(run -> run.card().pid() == pid && run.card().pipeline().equals(pipeline))
            .reduce((earlier, later) -> later);
    try {
      return own.map(Meter::open).map(OwnRun::new);
    } catch (ConveyorException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Returns how it is now. */
  public synchronized Sample sample() {
    return meter.sample();
  }
}

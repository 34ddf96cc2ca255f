package io.conveyor.cli.metrics;

import io.conveyor.RunReport;
import io.conveyor.cli.observe.RunObserver;
import java.util.function.Supplier;

/** Metrics of a run, and what gives them to others. */
final class KeptMetrics implements RunObserver {

  private final RunMetrics metrics;
  private final Runnable end;

  /**
   * Creates them.
   *
   * @param end ends what gives them
   */
  KeptMetrics(RunMetrics metrics, Runnable end) {
    this.metrics = metrics;
    this.end = end;
  }

  @Override
  public void follow(Supplier<RunReport> run) {
    metrics.follow(run);
  }

  @Override
  public void completed() {
    metrics.completed();
  }

  @Override
  public void close() {
    metrics.ended();
    end.run();
  }
}

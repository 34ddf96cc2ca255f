package io.conveyor.cli.metrics;

import io.conveyor.RunReport;
import io.conveyor.cli.observe.OwnRun;
import io.conveyor.metrics.PipelineMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The metrics of a command's run, from before its workers start until it has ended. */
final class RunMetrics implements MultiCollector {

  /** How a run stands. */
  private enum State {
    UNDER_WAY,
    COMPLETED,
    FAILED
  }

  private final String pipeline;
  private final PipelineMetrics metrics;
  private volatile Supplier<RunReport> report = () -> new RunReport(0, 0, Duration.ZERO, List.of());
  private volatile State state = State.UNDER_WAY;
  private volatile @Nullable OwnRun looked;

  RunMetrics(String pipeline) {
    this.pipeline = pipeline;
    this.metrics = new PipelineMetrics(pipeline, () -> report.get());
  }

  void follow(Supplier<RunReport> run) {
    looked = OwnRun.of(pipeline).orElse(null);
    report = run;
  }

  void completed() {
    state = State.COMPLETED;
  }

  /** Says that it has failed, unless it is completed. */
  void ended() {
    state = state == State.COMPLETED ? state : State.FAILED;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    metrics.collect().forEach(all::metricSnapshot);
    OwnRun run = looked;
    if (run != null) {
      all.metricSnapshot(BlockDurations.of(pipeline, run.sample()));
    }
    if (state != State.UNDER_WAY) {
      all.metricSnapshot(success(state == State.COMPLETED ? 1 : 0));
    }
    return all.build();
  }

  private GaugeSnapshot success(double value) {
    return GaugeSnapshot.builder()
        .name("conveyor_run_success")
        .help("Whether the run has ended well: 1 if so, else 0.")
        .dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(Labels.of("pipeline", pipeline))
                .value(value)
                .build())
        .build();
  }
}

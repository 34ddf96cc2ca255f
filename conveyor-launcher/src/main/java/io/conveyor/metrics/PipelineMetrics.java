package io.conveyor.metrics;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.function.Supplier;

/**
 * Gives what a run does to the Prometheus client library, whenever it asks. Safe from any thread,
 * as the client needs it.
 *
 * <pre>{@code
 * RunHandle run = pipeline.start(urls);
 * PipelineMetrics metrics = new PipelineMetrics("crawl", run::report);
 * PrometheusRegistry.defaultRegistry.register(metrics);
 * }</pre>
 *
 * <p>All metrics have the label {@code pipeline}, and those of stages {@code stage}. The table in
 * {@code docs/watching.md} lists them. They are of one run: another one of the same pipeline begins
 * at zero, which Prometheus takes for a counter that was reset; unregister the collector first.
 *
 * <p>The library {@code io.prometheus:prometheus-metrics-model} comes with {@code
 * conveyor-launcher}.
 */
public final class PipelineMetrics implements MultiCollector {

  private final String pipeline;
  private final Supplier<RunReport> report;

  /**
   * Creates the collector of a run.
   *
   * @param pipeline what the label {@code pipeline} says
   * @param report says what has been done so far; called at each scrape, from any thread
   */
  public PipelineMetrics(String pipeline, Supplier<RunReport> report) {
    this.pipeline = pipeline;
    this.report = report;
  }

  /** Returns what has been done so far. */
  @Override
  public MetricSnapshots collect() {
    RunReport now = report.get();
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    Labels ofRun = Labels.of("pipeline", pipeline);
    all.metricSnapshot(
        counter("conveyor_inputs", "Inputs that the run took.", ofRun, (double) now.blocksIn()));
    all.metricSnapshot(
        counter("conveyor_results", "Results that the run gave.", ofRun, (double) now.blocksOut()));
    all.metricSnapshot(
        GaugeSnapshot.builder()
            .name("conveyor_run_duration_seconds")
            .unit(Unit.SECONDS)
            .help("How long the run has been under way, or took.")
            .dataPoint(gauge(ofRun, now.elapsed().toNanos() / 1e9))
            .build());
    if (!now.stages().isEmpty()) {
      GaugeSnapshot.Builder workers =
          GaugeSnapshot.builder()
              .name("conveyor_stage_workers")
              .help("Workers that the stage has.");
      now.stages().forEach(stage -> workers.dataPoint(gauge(labels(stage), stage.workers())));
      all.metricSnapshot(workers.build());
      for (StageMetric metric : StageMetric.ALL) {
        all.metricSnapshot(ofStages(metric, now));
      }
    }
    return all.build();
  }

  private CounterSnapshot ofStages(StageMetric metric, RunReport now) {
    CounterSnapshot.Builder counter =
        CounterSnapshot.builder().name(metric.name()).help(metric.help());
    if (metric.unit() != null) {
      counter.unit(metric.unit());
    }
    now.stages()
        .forEach(
            stage -> counter.dataPoint(point(labels(stage), metric.value().applyAsDouble(stage))));
    return counter.build();
  }

  private Labels labels(StageReport stage) {
    return Labels.of("pipeline", pipeline, "stage", stage.stage());
  }

  private static CounterSnapshot counter(String name, String help, Labels labels, double value) {
    return CounterSnapshot.builder().name(name).help(help).dataPoint(point(labels, value)).build();
  }

  private static CounterDataPointSnapshot point(Labels labels, double value) {
    return CounterDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static GaugeDataPointSnapshot gauge(Labels labels, double value) {
    return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }
}

package io.conveyor.cli.report;

import io.conveyor.Pipeline;
import io.conveyor.Processor;
import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.control.BlockTimes;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.postmortem.RunFields;
import io.conveyor.topology.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that a report says, as objects and lists. {@code docs/watching.md} says what it means. */
final class ReportData {

  private static final int VERSION = 1;
  private static final double NANOS = 1e9;
  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.99;

  private final Pipeline pipeline;
  private final RunReport report;
  private final Map<String, StageSample> samples = new LinkedHashMap<>();

  ReportData(Pipeline pipeline, RunReport report) {
    this.pipeline = pipeline;
    this.report = report;
  }

  /**
   * Returns the whole.
   *
   * @param begun when the run was begun
   */
  Map<String, Object> tree(Instant begun, Happenings happened) {
    Map<String, Object> tree = new LinkedHashMap<>();
    // First, since a report is known by how it begins.
    tree.put("conveyor-report", VERSION);
    tree.put("pipeline", pipeline.name());
    tree.put("engine", pipeline.engine());
    tree.put("begun", begun.truncatedTo(ChronoUnit.MILLIS).toString());
    tree.put("seconds", report.elapsed().toMillis() / 1e3);
    tree.put("end", happened.end());
    tree.put("in", report.blocksIn());
    tree.put("out", report.blocksOut());
    tree.put("stages", report.stages().stream().map(this::stage).toList());
    tree.put("events", happened.first());
    tree.put("further-events", happened.others());
    tree.put("settings", settings());
    tree.put("versions", RunFields.versions());
    return tree;
  }

  /** Adds what was measured last. */
  ReportData with(Sample last) {
    last.stages().forEach(stage -> samples.put(stage.stage(), stage));
    return this;
  }

  private Map<String, Object> stage(StageReport stage) {
    Map<String, Object> fields = new LinkedHashMap<>(RunFields.of(stage));
    StageSample sample = samples.get(stage.stage());
    if (sample != null) {
      BlockTimes times = sample.work().blockTimes();
      fields.put("retries", sample.work().retries());
      fields.put("p50-seconds", times.percentile(HALF) / NANOS);
      fields.put("p99-seconds", times.percentile(NEARLY_ALL) / NANOS);
      fields.put("block-times", buckets(times));
    }
    fields.put("settings", settings(stage.stage()));
    return fields;
  }

  /** Each with how long its blocks took at most, without those at the ends that have none. */
  private static List<Map<String, Object>> buckets(BlockTimes times) {
    List<Map<String, Object>> buckets = new ArrayList<>();
    long left = times.blocks();
    for (int bucket = 0; left > 0; bucket++) {
      long blocks = times.count(bucket);
      left -= blocks;
      if (blocks > 0 || !buckets.isEmpty()) {
        buckets.add(Map.of("seconds", BlockTimes.most(bucket) / NANOS, "blocks", blocks));
      }
    }
    return buckets;
  }

  private Map<String, Object> settings() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("largest-block", pipeline.settings().largestBlockBytes());
    fields.put("shared-memory", pipeline.settings().sharedMemoryBytes());
    fields.put("durable", pipeline.settings().durable() != null);
    fields.put("pipe-size", pipeline.processes().pipeBytes());
    return fields;
  }

  private Map<String, Object> settings(String stage) {
    return pipeline.topology().nodes().stream()
        .filter(node -> node.name().equals(stage))
        .map(Node::stage)
        .filter(Processor.class::isInstance)
        .map(Processor.class::cast)
        .map(ReportData::settings)
        .findFirst()
        .orElse(Map.of());
  }

  private static Map<String, Object> settings(Processor processor) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job", processor.task().toString());
    fields.put("on-error", word(processor.onError()));
    fields.put("restarts", processor.restarts());
    if (processor.retries() > 0) {
      fields.put("retries", processor.retries());
    }
    Duration timeout = processor.timeout();
    if (timeout != null) {
      fields.put("timeout-seconds", timeout.toMillis() / 1e3);
    }
    if (processor.window() > 0) {
      fields.put("window", processor.window());
    }
    if (processor.heap() != null) {
      fields.put("heap", processor.heap());
    }
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

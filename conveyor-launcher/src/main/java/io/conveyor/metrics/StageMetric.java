package io.conveyor.metrics;

import io.conveyor.StageReport;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of each stage.
 *
 * @param name the metric's name, to which the client appends {@code _total}
 * @param help what it says, in a sentence
 * @param unit its unit; null for a number of blocks or the like
 * @param value reads it from a report
 */
record StageMetric(
    String name, String help, @Nullable Unit unit, ToDoubleFunction<StageReport> value) {

  static final List<StageMetric> ALL =
      List.of(
          count("input_blocks", "Blocks that the stage took.", StageReport::blocksIn),
          count("output_blocks", "Blocks that the stage gave.", StageReport::blocksOut),
          metric(
              "output_bytes",
              "Bytes that the stage wrote to its pipes, after encoding.",
              Unit.BYTES,
              StageReport::bytesOut),
          metric(
              "busy_seconds",
              "Time in the stage's job, added up over its workers.",
              Unit.SECONDS,
              stage -> seconds(stage.busy())),
          metric(
              "starved_seconds",
              "Time that the stage's workers waited for blocks, added up.",
              Unit.SECONDS,
              stage -> seconds(stage.starved())),
          metric(
              "stalled_seconds",
              "Time that the stage's workers waited for room in a full pipe, added up.",
              Unit.SECONDS,
              stage -> seconds(stage.stalled())),
          count("restarts", "Workers that died and were replaced.", StageReport::restarts),
          count("skipped_blocks", "Blocks skipped because the job failed.", StageReport::skipped),
          count("dead_letters", "Blocks kept as dead letters.", StageReport::deadLettered),
          count(
              "repeated_blocks",
              "Blocks that the job was given once more, after a failure or a worker's death.",
              StageReport::repeated));

  private static StageMetric count(
      String suffix, String help, ToDoubleFunction<StageReport> value) {
    return metric(suffix, help, null, value);
  }

  private static StageMetric metric(
      String suffix, String help, @Nullable Unit unit, ToDoubleFunction<StageReport> value) {
    return new StageMetric("conveyor_stage_" + suffix, help, unit, value);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

package io.conveyor.cli.metrics;

import io.conveyor.control.BlockTimes;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.measure.Work;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;

/** How long the blocks of each stage took, as a histogram whose buckets double. */
final class BlockDurations {

  private static final double NANOS = 1e9;

  private BlockDurations() {}

  static HistogramSnapshot of(String pipeline, Sample sample) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name("conveyor_stage_block_duration_seconds")
            .unit(Unit.SECONDS)
            .help("Time in the stage's job for a block.");
    sample.stages().forEach(stage -> histogram.dataPoint(of(pipeline, stage)));
    return histogram.build();
  }

  private static HistogramDataPointSnapshot of(String pipeline, StageSample stage) {
    Work work = stage.work();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int bucket = 0; bucket < BlockTimes.BUCKETS; bucket++) {
      boolean isLast = bucket == BlockTimes.BUCKETS - 1;
      double most = isLast ? Double.POSITIVE_INFINITY : BlockTimes.most(bucket) / NANOS;
      buckets.bucket(most, work.blockTimes().count(bucket));
    }
    return HistogramDataPointSnapshot.builder()
        .labels(Labels.of("pipeline", pipeline, "stage", stage.stage()))
        .classicHistogramBuckets(buckets.build())
        .sum(work.busyNanos() / NANOS)
        .build();
  }
}

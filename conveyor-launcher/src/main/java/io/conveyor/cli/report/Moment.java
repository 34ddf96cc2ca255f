package io.conveyor.cli.report;

import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.measure.Work;
import io.conveyor.processes.measure.WorkerSample;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What a report keeps of a sample, of which it has hundreds.
 *
 * @param nanos when, by a clock that is never set
 * @param in inputs taken
 * @param out results given
 * @param stages of each stage, in their order
 */
record Moment(long nanos, long in, long out, List<OfStage> stages) {

  /**
   * A stage at that moment.
   *
   * @param in blocks taken
   * @param out blocks given
   * @param fill how full the fullest of its input pipes is, from 0 to 1
   * @param busy nanoseconds in its job, of each worker
   * @param starved nanoseconds waiting for input, of each worker
   * @param stalled nanoseconds waiting for room, of each worker
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them, and there are many.
  record OfStage(
      String stage, long in, long out, double fill, long[] busy, long[] starved, long[] stalled) {

    static OfStage of(StageSample sample) {
      Work work = sample.work();
      return new OfStage(
          sample.stage(),
          work.blocksIn(),
          work.blocksOut(),
          sample.fill(),
          each(sample, Work::busyNanos),
          each(sample, Work::starvedNanos),
          each(sample, Work::stalledNanos));
    }

    private static long[] each(StageSample sample, ToLongFunction<Work> nanos) {
      return sample.workers().stream().map(WorkerSample::work).mapToLong(nanos).toArray();
    }
  }

  static Moment of(Sample sample) {
    return new Moment(
        sample.nanos(),
        sample.blocksIn(),
        sample.blocksOut(),
        sample.stages().stream().map(OfStage::of).toList());
  }
}

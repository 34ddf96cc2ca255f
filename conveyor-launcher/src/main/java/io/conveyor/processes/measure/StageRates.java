package io.conveyor.processes.measure;

/**
 * What a stage, or one of its workers, did within some time.
 *
 * @param in blocks taken, each second
 * @param out blocks given, each second
 * @param bytes encoded bytes given, each second
 * @param busy the share of the time that was spent working, from 0 to 1, as the mean of workers
 * @param starved likewise, waiting for input
 * @param stalled likewise, waiting for room
 * @param cores how many processor cores it had busy; those of the launcher are not a stage's
 * @param p50 about how long half of the blocks took at most, in nanoseconds; 0 if there were none
 * @param p99 likewise of 99 in 100
 */
public record StageRates(
    double in,
    double out,
    double bytes,
    double busy,
    double starved,
    double stalled,
    double cores,
    double p50,
    double p99) {

  static StageRates of(Work work, double cpuNanos, int workers, double nanos) {
    double seconds = nanos / 1e9;
    double all = nanos * workers;
    return new StageRates(
        Math.max(0, work.blocksIn() / seconds),
        Math.max(0, work.blocksOut() / seconds),
        Math.max(0, work.bytesOut() / seconds),
        share(work.busyNanos(), all),
        share(work.starvedNanos(), all),
        share(work.stalledNanos(), all),
        cpuNanos / nanos,
        work.blockTimes().percentile(0.5),
        work.blockTimes().percentile(0.99));
  }

  private static double share(long part, double all) {
    return Math.max(0, Math.min(1, part / all));
  }
}

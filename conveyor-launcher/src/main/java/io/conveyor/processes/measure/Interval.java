package io.conveyor.processes.measure;

import org.jspecify.annotations.Nullable;

/**
 * What a run did between two samples.
 *
 * @param before the first sample
 * @param after the second one, of the same run
 */
public record Interval(Sample before, Sample after) {

  /** Returns how long it was; never nothing. */
  public double nanos() {
    return Math.max(1, after.nanos() - before.nanos());
  }

  /** Returns how many inputs were taken each second. */
  public double in() {
    return Math.max(0, after.blocksIn() - before.blocksIn()) * 1e9 / nanos();
  }

  /** Returns how many results were given each second. */
  public double out() {
    return Math.max(0, after.blocksOut() - before.blocksOut()) * 1e9 / nanos();
  }

  /** Returns the share of the time that inputs had to wait for room. */
  public double held() {
    return Math.max(0, Math.min(1, (after.heldNanos() - before.heldNanos()) / nanos()));
  }

  /** Returns how many processor cores the launcher had busy. */
  public double launcherCores() {
    return after.launcher().cpuSince(before.launcher()) / nanos();
  }

  /** Returns how many of its cores the machine had busy; -1 if that is not known. */
  public double busyCores() {
    long first = before.machine().busyNanos();
    return first < 0 || after.machine().busyNanos() < 0
        ? -1
        : Math.min(after.machine().cores(), (after.machine().busyNanos() - first) / nanos());
  }

  /**
   * Returns what a stage did.
   *
   * @param index of the stage, from 0
   */
  public StageRates stage(int index) {
    StageSample now = after.stages().get(index);
    @Nullable StageSample then = index < before.stages().size() ? before.stages().get(index) : null;
    double cpu = 0;
    for (int worker = 0; worker < now.workers().size(); worker++) {
      cpu += cpu(worker, now, then);
    }
    Work work = then == null ? now.work() : now.work().minus(then.work());
    return StageRates.of(work, cpu, now.workers().size(), nanos());
  }

  /**
   * Returns what a worker of a stage did.
   *
   * @param index of the stage, from 0
   * @param worker which worker, from 0
   */
  public StageRates worker(int index, int worker) {
    StageSample now = after.stages().get(index);
    @Nullable StageSample then = index < before.stages().size() ? before.stages().get(index) : null;
    Work work = now.workers().get(worker).work();
    return StageRates.of(
        then == null ? work : work.minus(then.workers().get(worker).work()),
        cpu(worker, now, then),
        1,
        nanos());
  }

  /** A stage in the launcher has no processor time of its own. */
  private double cpu(int worker, StageSample now, @Nullable StageSample then) {
    ProcessUse use = now.workers().get(worker).process();
    if (use.pid() == after.launcher().pid()) {
      return 0;
    }
    return then == null ? use.cpuNanos() : use.cpuSince(then.workers().get(worker).process());
  }
}

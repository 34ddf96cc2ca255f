package io.conveyor.processes.measure;

import io.conveyor.verdict.RunLoad;
import io.conveyor.verdict.StageLoad;
import io.conveyor.verdict.StageLoad.Alone;
import java.util.ArrayList;
import java.util.List;

/** What a verdict is made of. */
public final class Loads {

  private static final double UNKNOWN = -1;

  private Loads() {}

  /** Returns how a run spent an interval. */
  public static RunLoad of(Interval interval) {
    List<StageLoad> stages = new ArrayList<>();
    double used = interval.launcherCores();
    for (int i = 0; i < interval.after().stages().size(); i++) {
      StageRates rates = interval.stage(i);
      stages.add(of(interval.after().stages().get(i), rates, interval));
      used += rates.cores();
    }
    return new RunLoad(
        interval.nanos() / 1e9,
        interval.held(),
        interval.after().machine().cores(),
        used == 0 ? UNKNOWN : used,
        interval.busyCores() < 0 ? used : interval.busyCores(),
        stages);
  }

  private static StageLoad of(StageSample stage, StageRates rates, Interval interval) {
    boolean producer = stage.traits().takesInputs() && stage.work().blocksIn() == 0;
    double passed = (producer ? rates.out() : rates.in()) * interval.nanos() / 1e9;
    boolean measured =
        !stage.traits().inLauncher()
            && stage.workers().stream().allMatch(each -> each.process().rssBytes() > 0);
    return new StageLoad(
        stage.stage(),
        stage.workers().size(),
        alone(stage, producer && stage.work().blocksOut() > 0),
        Math.round(passed) + stage.waiting(),
        rates.busy(),
        rates.starved(),
        rates.stalled(),
        measured ? rates.cores() : UNKNOWN,
        stage.fill(),
        stage.traits().takesInputs(),
        stage.traits().givesResults());
  }

  private static Alone alone(StageSample stage, boolean producer) {
    if (producer) {
      return Alone.PRODUCER;
    } else if (stage.traits().inLauncher()) {
      return Alone.IN_LAUNCHER;
    }
    return stage.traits().stateful() && stage.workers().size() == 1 ? Alone.STATEFUL : Alone.NO;
  }
}

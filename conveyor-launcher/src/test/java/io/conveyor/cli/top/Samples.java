package io.conveyor.cli.top;

import io.conveyor.control.BlockTimes;
import io.conveyor.control.Counters.Spell;
import io.conveyor.processes.measure.Fill;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Machine;
import io.conveyor.processes.measure.ProcessUse;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.measure.StageSample;
import io.conveyor.processes.measure.Traits;
import io.conveyor.processes.measure.Work;
import io.conveyor.processes.measure.WorkerSample;
import io.conveyor.processes.registry.RunCard;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs that nobody has to run. */
final class Samples {

  private static final Instant BEGUN = Instant.parse("2026-11-29T12:00:00Z");
  private static final long SECOND = 1_000_000_000;

  private Samples() {}

  static RunCard card(String pipeline) {
    return new RunCard(
        pipeline,
        8887,
        "1",
        BEGUN,
        Path.of("/run"),
        false,
        List.of(),
        new RunCard.Encoding("codec", List.of()));
  }

  /** A second of a run, in which the worker w of stage s takes 10 s + w blocks. */
  static Interval second(List<String> stages, int workers, Sample.State state) {
    return new Interval(
        at(0, stages, workers, Sample.State.RUNNING), at(1, stages, workers, state));
  }

  private static Sample at(int seconds, List<String> stages, int workers, Sample.State state) {
    List<StageSample> all = new ArrayList<>();
    for (int s = 0; s < stages.size(); s++) {
      all.add(stage(seconds, stages.get(s), s, workers));
    }
    return new Sample(
        BEGUN.plusSeconds(60 + seconds),
        SECOND * (60 + seconds),
        state,
        1000L * seconds,
        900L * seconds,
        0,
        new ProcessUse(8887, 0, 0, 0),
        all,
        new Machine(4, seconds * SECOND));
  }

  private static StageSample stage(int seconds, String name, int index, int workers) {
    List<WorkerSample> all = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      long blocks = (10L * index + worker) * seconds;
      all.add(
          new WorkerSample(
              worker,
              new Work(
                  blocks,
                  blocks,
                  100 * blocks,
                  0,
                  0,
                  0,
                  0,
                  SECOND / 2 * seconds,
                  0,
                  0,
                  BlockTimes.none()),
              Spell.BUSY,
              new ProcessUse(100 * (index + 1) + worker, 0, 60_000_000, 0),
              Optional.empty()));
    }
    return new StageSample(
        name, new Traits(false, false, index == 0, false), all, List.of(new Fill("p", 12, 0.25)));
  }
}

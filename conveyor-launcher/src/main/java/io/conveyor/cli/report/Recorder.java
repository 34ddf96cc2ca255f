package io.conveyor.cli.report;

import io.conveyor.cli.observe.OwnRun;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Sample;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a run of this process now and then. */
final class Recorder {

  private static final long EVERY_MILLIS = 250;

  private final OwnRun run;
  private final Sample first;
  private final Timeline timeline = new Timeline();

  /** The latest one of those taken while there were processes. */
  private volatile Sample latest;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "conveyor report");
            thread.setDaemon(true);
            return thread;
          });

  /** Begins to look. */
  Recorder(OwnRun run) {
    this.run = run;
    this.first = run.sample();
    this.latest = first;
    timeline.add(Moment.of(first));
    var unused =
        clock.scheduleAtFixedRate(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    Sample now = run.sample();
    timeline.add(Moment.of(now));
    if (!now.state().isOver()) {
      latest = now;
    }
  }

  /** Returns what held the run back. */
  Verdict verdict() {
    return Judge.verdict(Loads.of(new Interval(first, latest)));
  }

  Timeline timeline() {
    return timeline;
  }

  /** Looks for the last time. */
  Sample end() {
    clock.shutdown();
    try {
      clock.awaitTermination(EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Sample last = run.sample();
    timeline.end(Moment.of(last));
    return last;
  }
}

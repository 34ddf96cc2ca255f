package io.conveyor.cli.run;

import io.conveyor.ConveyorException;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Meter;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import io.conveyor.verdict.Verdict.Kind;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What held a run back, found out once it is done, before its processes end. Nothing is measured
 * before, but where that is asked for, or another launcher has begun the run.
 */
final class HeldBack {

  /** Who waits for less does not ask why. */
  private static final Duration LONG = Duration.ofSeconds(5);

  private final String pipeline;
  private final Sample begun;

  private HeldBack(String pipeline, Sample begun) {
    this.pipeline = pipeline;
    this.begun = begun;
  }

  /**
   * Takes note of the beginning of a run of this process.
   *
   * @param measured whether what was done before is to be left out
   */
  static HeldBack from(String pipeline, boolean measured) {
    Sample now = measured ? measured(pipeline) : null;
    return new HeldBack(
        pipeline, now != null ? now : Sample.begun(Instant.now(), System.nanoTime()));
  }

  /**
   * Returns what held it back, in a sentence; null if there is nothing to say, or nobody asks.
   *
   * @param elapsed how long it took
   * @param verbose whether everything is of interest
   */
  @Nullable String sentence(Duration elapsed, boolean verbose) {
    Sample now = verbose || elapsed.compareTo(LONG) >= 0 ? measured(pipeline) : null;
    if (now == null) {
      return null;
    }
    Verdict verdict = Judge.verdict(Loads.of(new Interval(begun, now)));
    // Who types the inputs knows what the run waited for.
    boolean told = verdict.isKnown() && (verbose || verdict.kind() != Kind.INPUT);
    return told ? verdict.sentence() : null;
  }

  /** Other engines have no such files. */
  private static @Nullable Sample measured(String pipeline) {
    long own = ProcessHandle.current().pid();
    List<KnownRun> runs =
        Registry.runs().stream()
            .filter(run -> run.card().pid() == own && run.card().pipeline().equals(pipeline))
            .toList();
    try {
      return runs.size() == 1 ? Meter.open(runs.get(0)).sample() : null;
    } catch (ConveyorException | UncheckedIOException e) {
      return null; // It is not the run's failure.
    }
  }
}

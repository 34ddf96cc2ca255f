package io.conveyor.cli.run;

import io.conveyor.cli.observe.OwnRun;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Loads;
import io.conveyor.processes.measure.Sample;
import io.conveyor.verdict.Judge;
import io.conveyor.verdict.Verdict;
import io.conveyor.verdict.Verdict.Kind;
import java.time.Duration;
import java.time.Instant;
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
    return OwnRun.of(pipeline).map(OwnRun::sample).orElse(null);
  }
}

package io.conveyor.cli.top;

import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.measure.Interval;
import io.conveyor.processes.measure.Sample;
import io.conveyor.processes.registry.RunCard;
import io.conveyor.verdict.Verdict;
import java.time.Duration;
import java.util.Locale;

/** What there is to say of a run as a whole. */
final class TopHead {

  private TopHead() {}

  /** Returns a line on how the run gets on. */
  static String line(RunCard card, Interval interval) {
    Sample now = interval.after();
    return "%s  %s  pid %d  %s  in %s (%s/s)  out %s (%s/s)%s"
        .formatted(
            Controls.name(card.pipeline()),
            state(now.state()),
            card.pid(),
            Durations.show(Duration.between(card.begun(), now.at())),
            Figures.count(now.blocksIn()),
            Figures.rate(interval.in()),
            Figures.count(now.blocksOut()),
            Figures.rate(interval.out()),
            cores(interval));
  }

  private static String cores(Interval interval) {
    double used = interval.launcherCores();
    for (int i = 0; i < interval.after().stages().size(); i++) {
      used += interval.stage(i).cores();
    }
    return "  cores %s of %d".formatted(Figures.cores(used), interval.after().machine().cores());
  }

  static String state(Sample.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /** Returns what holds the run back, or that nothing can be told. */
  static String verdict(Verdict verdict) {
    return verdict.isKnown()
        ? Controls.name(verdict.sentence())
        : "nothing holds the run back for long";
  }

  /** Returns how a run has ended, in a sentence. */
  static String ending(RunCard card, Sample last) {
    String how =
        switch (last.state()) {
          case COMPLETED -> "is completed";
          case FAILED -> "has failed, or was cancelled";
          case KILLED ->
              card.durable()
                  ? "stands still: its launcher is gone; the same command resumes it"
                  : "is over: its launcher is gone";
          default -> "is over";
        };
    return "run '%s' %s: %s in, %s out"
        .formatted(
            Controls.name(card.pipeline()),
            how,
            Figures.count(last.blocksIn()),
            Figures.count(last.blocksOut()));
  }
}

package io.conveyor.cli;

import java.time.Duration;
import java.util.Locale;

/** Shows durations to people. */
final class Durations {

  private Durations() {}

  /** Returns a duration such as {@code 0.25 s}, {@code 12.3 s} or {@code 1:02:03}. */
  static String show(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}

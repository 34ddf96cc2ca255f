package io.conveyor.cli.run;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.cli.formats.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** How a run gets on, in words: each time with the rate since the time before. For one thread. */
final class ProgressText {

  /** From here on a terminal has room for a line for each stage. */
  static final int WIDE = 100;

  private static final double LEAST_SHARE = 0.001;

  private final String name;
  private final DoubleSupplier share;
  private long lastDone;
  private Duration last = Duration.ZERO;
  private final Map<String, Duration> lastBusy = new HashMap<>();

  /**
   * Creates the words.
   *
   * @param share which share of the inputs has been given; less than 0 if that is not known
   */
  ProgressText(String name, DoubleSupplier share) {
    this.name = name;
    this.share = share;
  }

  /** Returns lines that fit a terminal: with one for each stage if it is wide and high enough. */
  List<String> lines(RunReport now, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(line(now));
    if (columns >= WIDE && now.stages().size() + 2 < rows) {
      now.stages().forEach(stage -> lines.add(line(stage, now.elapsed())));
    }
    return lines.stream().map(line -> cut(line, columns - 1)).toList();
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  /** Returns all on a line. */
  String line(RunReport now) {
    double seconds = now.elapsed().minus(last).toNanos() / 1e9;
    long rate = seconds <= 0 ? 0 : Math.round((done(now) - lastDone) / seconds);
    last = now.elapsed();
    lastDone = done(now);
    return String.format(
        Locale.ROOT,
        "%s: %,d in, %,d out, %,d/s%s, %s%s",
        name,
        now.blocksIn(),
        now.blocksOut(),
        rate,
        left(now),
        Durations.show(now.elapsed()),
        busiest(now));
  }

  /** The pace is that of results; where none come out, that of the last stage. */
  private static long done(RunReport report) {
    int stages = report.stages().size();
    return report.blocksOut() > 0 || stages == 0
        ? report.blocksOut()
        : report.stages().get(stages - 1).blocksIn();
  }

  /** Inputs that wait in front of the first stage are not done. */
  private String left(RunReport now) {
    double given = share.getAsDouble();
    long taken = now.stages().isEmpty() ? now.blocksIn() : now.stages().get(0).blocksIn();
    double done = given * Math.min(1, (double) taken / Math.max(1, now.blocksIn()));
    if (done < LEAST_SHARE) {
      return "";
    }
    if (done == 1) {
      return ", the last inputs are under way"; // For how long, only their jobs know.
    }
    Duration left = Duration.ofMillis(Math.round(now.elapsed().toMillis() * (1 - done) / done));
    return String.format(Locale.ROOT, ", %d%%, %s left", (int) (100 * done), Durations.show(left));
  }

  private static String line(StageReport stage, Duration elapsed) {
    double of = (double) Math.max(1, elapsed.toNanos()) * stage.workers();
    return String.format(
        Locale.ROOT,
        "  %-24s %,15d in %,15d out %4d%% busy %4d%% starved %4d%% stalled",
        stage.stage(),
        stage.blocksIn(),
        stage.blocksOut(),
        percent(stage.busy(), of),
        percent(stage.starved(), of),
        percent(stage.stalled(), of));
  }

  private static int percent(Duration part, double of) {
    return (int) Math.min(100, Math.round(100 * part.toNanos() / of));
  }

  /** The stage that held the run back in the beginning may have nothing left to do. */
  private String busiest(RunReport now) {
    String busiest = "";
    double most = 0;
    for (StageReport stage : now.stages()) {
      Duration before = lastBusy.put(stage.stage(), stage.busy());
      Duration since = before == null ? stage.busy() : stage.busy().minus(before);
      double load = since.toNanos() / (double) stage.workers();
      if (load > most) {
        most = load;
        busiest = ", busiest is " + stage.stage();
      }
    }
    return busiest;
  }
}

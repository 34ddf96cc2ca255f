package io.conveyor.cli.run;

import io.conveyor.RunReport;
import io.conveyor.StageReport;
import io.conveyor.cli.formats.Durations;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Says at the end what a run did, a line for each stage. */
final class Summary {

  private static final String[] HEAD = {
    "stage",
    "workers",
    "in",
    "out",
    "skipped",
    "dead letters",
    "bytes out",
    "busy",
    "starved",
    "stalled",
    "restarts"
  };

  private Summary() {}

  /** Returns a table with a line for each stage. */
  static String table(RunReport report) {
    int stageWidth = report.stages().stream().mapToInt(s -> s.stage().length()).max().orElse(0) + 3;
    TextTable table =
        TextTable.forColumns(
            new ColorScheme.Builder(Ansi.OFF).build(),
            new Column(Math.max(stageWidth, 8), 0, Overflow.SPAN),
            new Column(9, 1, Overflow.SPAN),
            new Column(15, 1, Overflow.SPAN),
            new Column(15, 1, Overflow.SPAN),
            new Column(11, 1, Overflow.SPAN),
            new Column(14, 1, Overflow.SPAN),
            new Column(18, 1, Overflow.SPAN),
            new Column(11, 1, Overflow.SPAN),
            new Column(11, 1, Overflow.SPAN),
            new Column(11, 1, Overflow.SPAN),
            new Column(10, 1, Overflow.SPAN));
    table.addRowValues(HEAD);
    report.stages().forEach(stage -> table.addRowValues(row(stage)));
    return table.toString();
  }

  /**
   * Says on a line what a run of a pipeline did.
   *
   * @param sinks whether it ends in sinks, which give nothing
   */
  static String line(String pipeline, RunReport report, boolean sinks) {
    return String.format(
        Locale.ROOT,
        "conveyor: %s: %,d in, %s%,d skipped, %,d dead-lettered, %,d restarts, %s",
        pipeline,
        report.blocksIn(),
        sinks ? "" : "%,d out, ".formatted(report.blocksOut()),
        report.skipped(),
        report.deadLettered(),
        report.restarts(),
        Durations.show(report.elapsed()));
  }

  private static String[] row(StageReport stage) {
    return new String[] {
      stage.stage(),
      Integer.toString(stage.workers()),
      count(stage.blocksIn()),
      count(stage.blocksOut()),
      count(stage.skipped()),
      count(stage.deadLettered()),
      count(stage.bytesOut()),
      Durations.show(stage.busy()),
      Durations.show(stage.starved()),
      Durations.show(stage.stalled()),
      count(stage.restarts())
    };
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

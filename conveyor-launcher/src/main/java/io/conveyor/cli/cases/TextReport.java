package io.conveyor.cli.cases;

import io.conveyor.cli.formats.Durations;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Help.Ansi.Style;

/** Tells people on standard output what came of cases. */
final class TextReport {

  private static final int MOST_LOGGED = 20;
  private static final String INDENT = "      ";

  private final PrintStream out;
  private final boolean coloured;

  TextReport(Console console) {
    this.out = console.printOut();
    this.coloured = console.terminal().out() && System.getenv("NO_COLOR") == null;
  }

  void begin(TestedFile file) {
    out.println(Controls.name(file.path().toString()));
  }

  void tell(TestedFile file, Outcome outcome) {
    boolean skipped = outcome.status() == Outcome.Status.SKIPPED;
    String more = skipped ? outcome.lines().get(0).text() : Durations.show(outcome.took());
    out.println(
        "  %s %s, %s: %s"
            .formatted(
                status(outcome.status()),
                Controls.name(outcome.tested().name()),
                Controls.name(outcome.engine()),
                shown(file, more)));
    if (!skipped) {
      outcome.lines().forEach(line -> tell(file, line));
    }
    if (outcome.status() == Outcome.Status.FAILED) {
      out.println(INDENT + "at " + Controls.name(outcome.tested().place().where()));
      tellLog(file, outcome.log().lines().toList());
    }
  }

  private static String shown(TestedFile file, String text) {
    return Controls.visible(file.masked(text)).replace("\n", "\n" + INDENT + "  ");
  }

  private void tell(TestedFile file, Line line) {
    String text = INDENT + line.kind().mark() + shown(file, line.text());
    out.println(
        switch (line.kind()) {
          case SAID, SAME -> text;
          case MISSING -> coloured(text, Style.fg_red);
          case UNEXPECTED -> coloured(text, Style.fg_green);
        });
  }

  private void tellLog(TestedFile file, List<String> log) {
    if (!log.isEmpty()) {
      int left = Math.max(0, log.size() - MOST_LOGGED);
      out.println(INDENT + (left == 0 ? "its log:" : "the last lines of its log:"));
      log.stream().skip(left).forEach(line -> out.println(INDENT + "  " + shown(file, line)));
    }
  }

  private String status(Outcome.Status status) {
    String word = "%-8s".formatted(status.word());
    return switch (status) {
      case OK -> coloured(word, Style.fg_green);
      case FAILED -> coloured(word, Style.fg_red);
      case SKIPPED -> coloured(word, Style.fg_yellow);
    };
  }

  private String coloured(String text, Style style) {
    return coloured ? style.on() + text + style.off() : text;
  }

  void sum(List<Outcome> all, Duration took) {
    out.println(
        "%,d ok, %,d failed, %,d skipped, in %s"
            .formatted(
                count(all, Outcome.Status.OK),
                count(all, Outcome.Status.FAILED),
                count(all, Outcome.Status.SKIPPED),
                Durations.show(took)));
  }

  private static long count(List<Outcome> all, Outcome.Status status) {
    return all.stream().filter(one -> one.status() == status).count();
  }
}

package io.conveyor.cli.letters;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.deadletters.DeadLetter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Lists letters, a line for each. */
final class LetterTable {

  private static final int REASON_WIDTH = 60;
  private static final int SECONDS = "2026-01-31T23:59:59".length();

  private LetterTable() {}

  static String of(List<DeadLetter> letters) {
    TextTable table =
        TextTable.forColumns(
            new ColorScheme.Builder(Ansi.OFF).build(),
            new Column(width(letters, DeadLetter::id, 2), 0, Overflow.SPAN),
            new Column(SECONDS + 3, 2, Overflow.SPAN),
            new Column(width(letters, DeadLetter::stage, "stage".length()) + 2, 2, Overflow.SPAN),
            new Column("attempts".length() + 2, 2, Overflow.SPAN),
            new Column(REASON_WIDTH + 2, 2, Overflow.TRUNCATE));
    table.addRowValues("id", "time", "stage", "attempts", "reason");
    letters.forEach(letter -> table.addRowValues(row(letter)));
    return table.toString();
  }

  private static int width(List<DeadLetter> letters, Function<DeadLetter, String> text, int least) {
    return Math.max(
        least,
        letters.stream().mapToInt(l -> Controls.name(text.apply(l)).length()).max().orElse(0));
  }

  private static String[] row(DeadLetter letter) {
    String time = Controls.name(letter.time());
    return new String[] {
      Controls.name(letter.id()),
      time.length() > SECONDS ? time.substring(0, SECONDS) + "Z" : time,
      Controls.name(letter.stage()),
      Integer.toString(letter.attempts()),
      cut(letter.reason())
    };
  }

  private static String cut(String reason) {
    String line = Controls.name(reason.replaceAll("\\s+", " "));
    return line.length() <= REASON_WIDTH ? line : line.substring(0, REASON_WIDTH - 3) + "...";
  }
}

package io.conveyor.cli.letters;

import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Console;
import io.conveyor.deadletters.DeadLetter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
    name = "list",
    description = "Lists dead letters, the oldest first.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Exits with 0 also if there are none, and with 2 if there is no such directory.",
      "",
      "Examples:",
      "  conveyor dead-letters list orders.dead-letters",
      "  conveyor dead-letters list --pipeline orders.yaml --json"
    })
public final class ListLettersCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private LettersOptions options = new LettersOptions();

  @Option(names = "--json", description = "Writes all that is known of each, as JSON on a line.")
  private boolean json;

  public ListLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Letters letters = options.open(console)) {
      List<DeadLetter> all = letters.list();
      PrintStream out = console.printOut();
      if (json) {
        all.forEach(letter -> out.println(line(letter)));
      } else if (!all.isEmpty()) {
        out.print(LetterTable.of(all));
      }
      if (all.isEmpty()) {
        console.say(letters.place() + ": no dead letters");
      }
    }
    return 0;
  }

  private static String line(DeadLetter letter) {
    return new String(Json.write(letter, Map.of()), StandardCharsets.UTF_8);
  }
}

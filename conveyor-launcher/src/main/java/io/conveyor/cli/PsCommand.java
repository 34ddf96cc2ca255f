package io.conveyor.cli;

import io.conveyor.cli.formats.Json;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.processes.registry.KnownRun;
import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunCard;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Option;

/** Lists pipelines that are open, or can be resumed. */
@Command(
    name = "ps",
    description = "Lists the pipelines of this user that run on this machine or can be resumed.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "States:",
      "  starting   not all workers are ready",
      "  idle       a Java program has it open, and no run is under way",
      "  running    a run takes inputs",
      "  draining   a run has all of its inputs, and is not done with them",
      "  resumable  its launcher is gone; run it again with the same --dir",
      "",
      "Exits with 0 also if there are none.",
      "",
      "Examples:",
      "  conveyor ps",
      "  conveyor ps --json"
    })
final class PsCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int GAP = 2;

  private final Console console;

  @Option(names = "--json", description = "Writes all that is known of each, as JSON on a line.")
  private boolean json;

  PsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<KnownRun> runs = Registry.runs();
    PrintStream out = console.printOut();
    if (json) {
      runs.forEach(run -> out.println(line(run)));
    } else if (runs.isEmpty()) {
      console.say("no pipeline is open, and none can be resumed");
    } else {
      out.print(table(runs));
    }
    return 0;
  }

  private static String line(KnownRun run) {
    RunCard card = run.card();
    Map<String, Object> values =
        Map.of(
            "pipeline", card.pipeline(),
            "pid", card.pid(),
            "state", run.state(),
            "since", card.begun().toString(),
            "in", run.blocksIn(),
            "out", run.blocksOut(),
            "durable", card.durable(),
            "directory", card.directory().toString());
    return new String(Json.write(Map.of(), values), StandardCharsets.UTF_8);
  }

  private static String table(List<KnownRun> runs) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"pipeline", "pid", "state", "since", "in", "out", "directory"});
    runs.forEach(run -> rows.add(row(run)));
    Column[] columns =
        IntStream.range(0, rows.get(0).length)
            .mapToObj(column -> new Column(width(rows, column), GAP, Overflow.SPAN))
            .toArray(Column[]::new);
    TextTable table = TextTable.forColumns(new ColorScheme.Builder(Ansi.OFF).build(), columns);
    rows.forEach(table::addRowValues);
    return table.toString();
  }

  private static int width(List<String[]> rows, int column) {
    return GAP + 1 + rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
  }

  private static String[] row(KnownRun run) {
    RunCard card = run.card();
    return new String[] {
      Controls.name(card.pipeline()),
      run.state().equals("resumable") ? "-" : Long.toString(card.pid()),
      run.state(),
      TIME.format(card.begun().atZone(ZoneId.systemDefault())),
      "%,d".formatted(run.blocksIn()),
      "%,d".formatted(run.blocksOut()),
      Controls.name(card.directory().toString())
    };
  }
}

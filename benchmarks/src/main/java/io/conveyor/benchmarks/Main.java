package io.conveyor.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures figures, and tells them as they come. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures figures, each against a reference in the same run.")
final class Main implements Callable<Integer> {

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each figure is measured. Default: ${DEFAULT-VALUE}.")
  int rounds;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Where to write figures.md and figures.json. Default: nowhere.")
  @Nullable Path to;

  @Option(names = "--list", description = "Say which figures there are, and measure none.")
  boolean list;

  @Parameters(paramLabel = "figure", description = "Which figures. Default: all but the long ones.")
  List<String> names = new ArrayList<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      Stream.concat(Figures.ALL.stream(), Figures.LONG.stream())
          .forEach(each -> System.out.printf("%-16s %s%n", each.name(), each.title()));
      return 0;
    }
    Report report = new Report();
    System.out.println("On " + Machine.describe() + ", " + rounds + " rounds.");
    for (Figure figure : Figures.named(names)) {
      Sheet sheet = new Sheet();
      figure.measure(rounds, sheet);
      report.add(figure, sheet);
      System.out.print(Report.markdown(figure, sheet));
    }
    Path directory = to;
    if (directory != null) {
      report.write(directory);
    }
    return 0;
  }
}

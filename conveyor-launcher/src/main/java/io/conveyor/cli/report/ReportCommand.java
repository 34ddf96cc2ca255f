package io.conveyor.cli.report;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what was kept of a run that failed. */
@Command(
    name = "report",
    description =
        "Shows what was kept of a run that failed: the failure, and which files there are.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "A run that fails says where that is. Blocks that stages were at are dead letters:",
      "'conveyor dead-letters' lists, shows and retries those of DIR/blocks.",
      "",
      "Example:",
      "  conveyor report /tmp/conveyor-failures-ann/orders-20261130T023807.123Z"
    })
public final class ReportCommand implements Callable<Integer> {

  private static final String FAILURE = "failure.txt";
  private static final String BLOCKS = "blocks";

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The directory that a failed run has named.")
  private Path directory = Path.of("");

  public ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(directory.resolve(FAILURE))) {
      throw new ConveyorException(
          Category.USAGE,
          "%s: nothing is kept here of a run that failed: there is no file '%s' in it"
              .formatted(directory, FAILURE));
    }
    try {
      show(console.printOut());
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES, "%s cannot be read: %s".formatted(directory, e.getMessage()), e);
    }
    return 0;
  }

  private void show(PrintStream out) throws IOException {
    out.println(Controls.visible(Files.readString(directory.resolve(FAILURE)).stripTrailing()));
    out.println();
    out.println("files in " + Controls.name(directory.toString()) + ":");
    for (Path file : files()) {
      out.printf(
          "  %,10d  %s%n", Files.size(file), Controls.name(directory.relativize(file).toString()));
    }
    Path blocks = directory.resolve(BLOCKS);
    if (Files.isDirectory(blocks)) {
      out.println();
      out.println(
          "blocks that stages were at: conveyor dead-letters list "
              + Controls.name(blocks.toString()));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory, 2)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}

package io.conveyor.cli.letters;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.run.VariableOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.deadletters.DeadLetter;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a dead letter. */
@Command(
    name = "show",
    description = "Shows all that is known of a dead letter, and its block.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Blocks of classes that the pipeline brings along are shown with --pipeline only.",
      "",
      "Example:",
      "  conveyor dead-letters show orders.dead-letters \\",
      "    20260131T235959.123Z-parse-0-17"
    })
public final class ShowLetterCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "[DIR] ID",
      hideParamSyntax = true,
      arity = "1..2",
      description = "The directory of dead letters, by default that of --pipeline, and the id.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "PIPELINE.yaml",
      description = "The pipeline file that has the classes of the block.")
  private @Nullable Path pipeline;

  @Mixin private VariableOptions variables = new VariableOptions();

  public ShowLetterCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String id = words.get(words.size() - 1);
    Path directory = words.size() > 1 ? Path.of(words.get(0)) : null;
    try (Letters letters = Letters.open(directory, pipeline, () -> variables.read(console))) {
      DeadLetter letter = Letters.find(id, letters.list(), letters.place());
      PrintStream out = console.printOut();
      out.print(LetterText.of(letter, letters.crashFile(letter)));
      out.println();
      out.println(Controls.visible(block(letters, letter)));
    }
    return 0;
  }

  private static String block(Letters letters, DeadLetter letter) {
    try {
      Object block = letters.blocks().of(letter);
      return "block, a %s:%n%s".formatted(block.getClass().getTypeName(), LetterBlocks.text(block));
    } catch (ConveyorException e) {
      if (e.category() == Category.CORRUPT) {
        throw e;
      }
      return String.valueOf(e.getMessage());
    }
  }
}

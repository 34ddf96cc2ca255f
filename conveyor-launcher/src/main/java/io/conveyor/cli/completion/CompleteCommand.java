package io.conveyor.cli.completion;

import io.conveyor.ConveyorException;
import io.conveyor.cli.tap.TapPoints;
import io.conveyor.cli.terminal.Console;
import io.conveyor.processes.registry.Registry;
import io.conveyor.processes.registry.RunChoice;
import io.conveyor.yaml.OverrideCandidates;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells the scripts of {@link CompletionCommand} what only files can tell. Says nothing else. */
@Command(
    name = "complete",
    description = "Prints what the last of the words could be, a line each; asked by shells.",
    hidden = true)
public final class CompleteCommand implements Callable<Integer> {

  private final Console console;
  private final Supplier<CommandLine> whole;

  @Parameters(paramLabel = "WORD", arity = "0..*")
  private List<String> words = new ArrayList<>();

  private CompleteCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  /**
   * Returns the command.
   *
   * @param whole what its words are about
   */
  public static CommandLine of(Console console, Supplier<CommandLine> whole) {
    // The words are another command's, whatever they look like.
    return new CommandLine(new CompleteCommand(console, whole))
        .setStopAtPositional(true)
        .setUnmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() {
    if (!words.isEmpty()) {
      candidates().forEach(console.printOut()::println);
    }
    return 0;
  }

  private List<String> candidates() {
    int last = words.size() - 1;
    String word = words.get(last);
    TypedLine line = TypedLine.of(CommandWords.of(whole.get()), words.subList(0, last));
    if (line.option() != null && line.option().names().contains("--set")) {
      return overrides(line, word);
    }
    if (line.option() == null && word.startsWith("--set=")) {
      return overrides(line, word.substring("--set=".length()));
    }
    return line.option() == null
        ? parameters(line).stream().filter(name -> name.startsWith(word)).toList()
        : List.of();
  }

  /** Tells parameters by what help calls them, as {@link Takes} does. */
  private static List<String> parameters(TypedLine line) {
    List<String> before = line.parameters();
    String label =
        line.command().parameter(before.size() + 1).map(ParameterWords::label).orElse("");
    return switch (label) {
      case "RUN" -> RunChoice.words(Registry.runs());
      case "STAGE[.in|.out]" -> stages(before.get(0));
      default -> List.of();
    };
  }

  private static List<String> stages(String run) {
    try {
      return TapPoints.names(RunChoice.of(run, Registry.runs()).card());
    } catch (ConveyorException e) {
      return List.of();
    }
  }

  private static List<String> overrides(TypedLine line, String typed) {
    try {
      return line.parameters().isEmpty()
          ? List.of()
          : OverrideCandidates.of(Path.of(line.parameters().get(0)), typed);
    } catch (InvalidPathException e) {
      return List.of();
    }
  }
}

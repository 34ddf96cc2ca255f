package io.conveyor.cli;

import io.conveyor.cli.terminal.Console;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a script that completes the command's words. */
@Command(
    name = "completion",
    description = "Prints a script that lets a shell complete conveyor's commands and options.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {"", "Example:", "  source <(conveyor completion bash)"})
final class CompletionCommand implements Callable<Integer> {

  private enum Shell {
    BASH,
    ZSH
  }

  private final Console console;
  private final Supplier<CommandLine> whole;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    if (shell == Shell.ZSH) {
      console.printOut().print("autoload -U +X compinit && compinit\n");
    }
    console.printOut().print(AutoComplete.bash("conveyor", whole.get()));
    return 0;
  }
}

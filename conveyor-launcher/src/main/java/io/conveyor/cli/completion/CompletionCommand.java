package io.conveyor.cli.completion;

import io.conveyor.cli.terminal.Console;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a script that completes the command's words. */
@Command(
    name = "completion",
    description = "Prints a script that lets a shell complete conveyor's commands and options.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Words, files and engines are known to the script; behind --set it asks conveyor",
      "what the pipeline file has, and behind 'tap' which runs there are.",
      "",
      "Examples:",
      "  source <(conveyor completion bash)     in ~/.bashrc",
      "  source <(conveyor completion zsh)      in ~/.zshrc",
      "  conveyor completion fish | source      in ~/.config/fish/config.fish"
    })
public final class CompletionCommand implements Callable<Integer> {

  private enum Shell {
    BASH,
    ZSH,
    FISH
  }

  private final Console console;
  private final Supplier<CommandLine> whole;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  public CompletionCommand(Console console, Supplier<CommandLine> whole) {
    this.console = console;
    this.whole = whole;
  }

  @Override
  public Integer call() {
    CommandWords words = CommandWords.of(whole.get());
    console
        .printOut()
        .print(
            switch (shell) {
              case BASH -> BashScript.of(words);
              case ZSH -> ZshScript.of(words);
              case FISH -> FishScript.of(words);
            });
    return 0;
  }
}

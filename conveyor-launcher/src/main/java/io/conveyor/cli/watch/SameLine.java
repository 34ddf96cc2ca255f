package io.conveyor.cli.watch;

import io.conveyor.cli.terminal.Interrupts;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command line, once more as if it had just been typed: nothing of the run before is kept. */
public final class SameLine {

  private SameLine() {}

  /**
   * Executes it.
   *
   * @param typed the command that was typed, which is the first word of the line
   * @param next what takes its place, with the same options
   * @param own what ends this run
   * @return the exit code
   */
  public static int execute(CommandSpec typed, Object next, Interrupts own) {
    CommandLine given = typed.commandLine();
    List<String> words = typed.root().commandLine().getParseResult().expandedArgs();
    return new CommandLine(next)
        .setCaseInsensitiveEnumValuesAllowed(given.isCaseInsensitiveEnumValuesAllowed())
        .setOut(given.getOut())
        .setErr(given.getErr())
        .setParameterExceptionHandler(given.getParameterExceptionHandler())
        .setExecutionExceptionHandler(
            (e, command, parsed) ->
                own.exitCode() != 0
                    ? own.exitCode()
                    : given
                        .getExecutionExceptionHandler()
                        .handleExecutionException(e, command, parsed))
        .execute(words.subList(1, words.size()).toArray(String[]::new));
  }
}

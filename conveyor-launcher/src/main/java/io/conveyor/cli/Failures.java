package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.RemoteException;
import io.conveyor.cli.run.RunCommand;
import io.conveyor.cli.run.RunOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Interrupts;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into a message and an exit code. */
final class Failures {

  private final Console console;
  private final Interrupts interrupts;

  Failures(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  /** A command line that says nothing that could be done. */
  int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    console.say("conveyor: " + Controls.name(String.valueOf(e.getMessage())));
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    console.say("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return Category.USAGE.exitCode();
  }

  /** A command that failed. */
  int failed(Exception e, CommandLine command, ParseResult parsed) {
    boolean verbose =
        command.getMixins().values().stream()
            .anyMatch(mixin -> mixin instanceof RunOptions options && options.isVerbose());
    int signalled = interrupts.exitCode();
    if (signalled != 0) {
      return signalled;
    }
    if (!(e instanceof ConveyorException known)) {
      console.say("conveyor: internal error, please report it: " + trace(e));
      return Category.RUN_FAILED.exitCode();
    }
    String hint = command.getCommand() instanceof RunCommand run ? run.hint(known) : "";
    String trace = verbose ? "\n" + trace(e) : ofUser(known);
    console.say("conveyor: " + known.getMessage() + trace + hint);
    return known.category().exitCode();
  }

  /** The stack trace of code of the user's is theirs to see; what it says first has been said. */
  private static String ofUser(ConveyorException e) {
    if (!(e instanceof JobFailedException failed)) {
      return "";
    }
    RemoteException remote = failed.remote();
    return trace(remote).substring(remote.toString().length());
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}

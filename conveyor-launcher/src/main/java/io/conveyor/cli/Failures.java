package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import io.conveyor.cli.run.RunCommand;
import io.conveyor.cli.run.RunOptions;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.cli.terminal.Interrupts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into a message and an exit code. */
final class Failures {

  private static final Pattern OWN =
      Pattern.compile(
          "io\\.conveyor\\.(ConveyorException|stage\\.convert\\.Unfit(Text|Block)Exception): ");

  private final Console console;
  private final Interrupts interrupts;

  Failures(Console console, Interrupts interrupts) {
    this.console = console;
    this.interrupts = interrupts;
  }

  /** A command line that says nothing that could be done. */
  int misused(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String problem = Misuse.of(e, args);
    console.fail("conveyor: " + Controls.name(problem) + whereInputsGo(e));
    if (problem.equals(e.getMessage())) {
      UnmatchedArgumentException.printSuggestions(e, command.getErr());
    }
    console.fail("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return Category.USAGE.exitCode();
  }

  /** Other commands take files one behind the other. */
  private static String whereInputsGo(ParameterException e) {
    boolean surplus =
        e.getCommandLine().getCommand() instanceof RunCommand
            && e instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption();
    return surplus
        ? "; a pipeline's inputs are given by --input "
            + Controls.name(((UnmatchedArgumentException) e).getUnmatched().get(0))
        : "";
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
      console.fail("conveyor: internal error, please report it: " + trace(e));
      return Category.RUN_FAILED.exitCode();
    }
    String message = verbose ? message(known) + "\n" + trace(e) : withTrace(known);
    console.fail(
        "conveyor: "
            + (command.getCommand() instanceof RunCommand run
                ? run.withRemedies(message, known)
                : message));
    return known.category().exitCode();
  }

  /**
   * The stack trace of code of the user's is theirs to see; what it says first has been said. A
   * lack of room, or a damaged file, is not of their code.
   */
  private static String withTrace(ConveyorException e) {
    String message = message(e);
    boolean isTheirs = e.category() != Category.RESOURCES && e.category() != Category.CORRUPT;
    if (!isTheirs || !(e.getCause() instanceof RemoteException remote)) {
      return message;
    }
    // Behind what it is the trace of, where more follows.
    String reason = "reason: " + OWN.matcher(remote.toString()).replaceAll("");
    String trace = UserTrace.of(remote);
    return message.contains(reason) ? message.replace(reason, reason + trace) : message + trace;
  }

  /** An exception of ours is for its message, whatever it is called. */
  private static String message(ConveyorException e) {
    return OWN.matcher(String.valueOf(e.getMessage())).replaceAll("");
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}

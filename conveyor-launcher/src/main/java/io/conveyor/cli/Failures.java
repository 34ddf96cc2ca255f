package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.report.PostMortemOptions;
import io.conveyor.cli.run.FailureText;
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
    String message =
        verbose ? FailureText.message(known) + "\n" + trace(e) : FailureText.withTrace(known);
    console.fail(
        "conveyor: "
            + (command.getCommand() instanceof RunCommand run
                ? run.withRemedies(message, known)
                : message));
    PostMortemOptions.sayWhere(known, console);
    return known.category().exitCode();
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}

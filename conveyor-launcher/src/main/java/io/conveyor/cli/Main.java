package io.conveyor.cli;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.cli.cases.TestCommand;
import io.conveyor.cli.completion.CompleteCommand;
import io.conveyor.cli.completion.CompletionCommand;
import io.conveyor.cli.doctor.DoctorCommand;
import io.conveyor.cli.formats.Reasons;
import io.conveyor.cli.letters.DeadLettersCommand;
import io.conveyor.cli.letters.ExportLettersCommand;
import io.conveyor.cli.letters.ListLettersCommand;
import io.conveyor.cli.letters.RetryLettersCommand;
import io.conveyor.cli.letters.ShowLetterCommand;
import io.conveyor.cli.man.ManPagesCommand;
import io.conveyor.cli.report.ReportCommand;
import io.conveyor.cli.run.Run;
import io.conveyor.cli.run.RunCommand;
import io.conveyor.cli.tap.TapCommand;
import io.conveyor.cli.templates.NewCommand;
import io.conveyor.cli.terminal.Console;
import io.conveyor.cli.terminal.Interrupts;
import io.conveyor.cli.terminal.ProcessStreams;
import io.conveyor.cli.terminal.Signals;
import io.conveyor.cli.terminal.Streams;
import io.conveyor.cli.top.TopCommand;
import io.conveyor.face.Face;
import io.conveyor.mapped.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.HelpCommand;

/** Where the {@code conveyor} command starts. */
public final class Main {

  private static final int USAGE_EXIT = 2;

  private Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Console console = ProcessStreams.console();
    Interrupts interrupts = new Interrupts(console, Thread.currentThread()::interrupt);
    Signals.handOnTo(interrupts::received);
    System.exit(run(args, console, interrupts));
  }

  /**
   * Runs the command in this process, none of its streams being a terminal. What is printed
   * meanwhile by anyone in this process goes to the given streams, too.
   *
   * @param args the command line
   * @param in stands for stdin
   * @param out stands for stdout
   * @param err stands for stderr
   * @return the exit code
   */
  public static int run(String[] args, InputStream in, OutputStream out, OutputStream err) {
    Console console = new Console(in, out, err, Console.Terminal.NONE);
    return run(args, console, new Interrupts(console, Thread.currentThread()::interrupt));
  }

  private static int run(String[] args, Console console, Interrupts interrupts) {
    if (System.getProperty("os.name").startsWith("Windows")) {
      console.say("conveyor: Windows is not supported; Linux and macOS are");
      return USAGE_EXIT;
    }
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    System.setOut(console.printOut());
    System.setErr(console.printErr());
    console.typed(typed(args));
    try {
      int exitCode =
          Face.PIPELINE_FILE.during(() -> commandLine(console, interrupts, args).execute(args));
      return exitCode == 0 ? written(console) : exitCode;
    } catch (OutOfMemoryError e) {
      console.say("conveyor: no room: " + e.getMessage() + "; " + Limits.ofMemory(e.getMessage()));
      return Category.RESOURCES.exitCode();
    } finally {
      console.end();
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** What prints does not notice that it cannot. */
  private static int written(Console console) {
    IOException failure = console.outFailure();
    if (failure == null) {
      return 0;
    } else if (Run.isReaderGone(failure)) {
      return Run.NO_READER_EXIT;
    }
    ConveyorException unwritten = Reasons.unwritten(Streams.STANDARD, failure);
    console.fail("conveyor: " + unwritten.getMessage());
    return unwritten.category().exitCode();
  }

  /** Paths that are completed begin with the working directory. */
  private static List<String> typed(String[] args) {
    return Stream.concat(Stream.of(args), Stream.of(Path.of("").toAbsolutePath().toString()))
        .toList();
  }

  private static CommandLine deadLetters(Console console, Interrupts interrupts) {
    return new CommandLine(new DeadLettersCommand())
        .addSubcommand(new ListLettersCommand(console))
        .addSubcommand(new ShowLetterCommand(console))
        .addSubcommand(new ExportLettersCommand(console))
        .addSubcommand(new RetryLettersCommand(console, interrupts))
        .addSubcommand(new HelpCommand());
  }

  /** What the words do not name is left out: looking at all commands takes a tenth of a start. */
  private static CommandLine named(String[] args, Console console, Interrupts interrupts) {
    CommandLine whole = new CommandLine(new Conveyor());
    return switch (args.length == 0 ? "" : args[0]) {
      case "run" -> whole.addSubcommand(new RunCommand(console, interrupts));
      case "validate" -> whole.addSubcommand(new ValidateCommand(console));
      case "test" -> whole.addSubcommand(new TestCommand(console, interrupts));
      case "graph" -> whole.addSubcommand(new GraphCommand(console));
      case "--version" -> args.length == 1 ? whole : withAll(whole, console, interrupts);
      default -> withAll(whole, console, interrupts);
    };
  }

  private static CommandLine withAll(CommandLine whole, Console console, Interrupts interrupts) {
    return whole
        .addSubcommand(new NewCommand(console))
        .addSubcommand(new RunCommand(console, interrupts))
        .addSubcommand(new ValidateCommand(console))
        .addSubcommand(new TestCommand(console, interrupts))
        .addSubcommand(new GraphCommand(console))
        .addSubcommand(new PsCommand(console))
        .addSubcommand(new TopCommand(console, interrupts))
        .addSubcommand(new TapCommand(console, interrupts))
        .addSubcommand(new SchemaCommand(console))
        .addSubcommand(new DoctorCommand(console))
        .addSubcommand(new ReportCommand(console))
        .addSubcommand(deadLetters(console, interrupts))
        .addSubcommand(new ChaosCommand(console))
        .addSubcommand(new CompletionCommand(console, () -> whole))
        .addSubcommand(CompleteCommand.of(console, () -> whole))
        .addSubcommand(new ManPagesCommand(() -> whole))
        .addSubcommand(new HelpCommand());
  }

  private static CommandLine commandLine(Console console, Interrupts interrupts, String[] args) {
    Failures failures = new Failures(console, interrupts);
    return named(args, console, interrupts)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.printErr(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(failures::misused)
        .setExecutionExceptionHandler(failures::failed);
  }
}

package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A command as a user runs it: a process of its own, which must end. */
public final class Command {

  /** The top of the checkout. */
  public static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** Lets the workers of a Java program start from the archive of classes that these tests keep. */
  public static final String ARCHIVES =
      "-Dconveyor.archives=" + System.getProperty("conveyor.archives");

  private static final Path INSTALLED =
      ROOT.resolve("conveyor-launcher/target/distribution/bin/conveyor");

  private static final long MINUTES = 10;

  /** The processes started by all tests so far. */
  private static final Set<Long> STARTED = ConcurrentHashMap.newKeySet();

  /** What commands have logged as errors since a test began. */
  private static final List<String> ERRORS = new CopyOnWriteArrayList<>();

  private final ProcessBuilder builder;

  /**
   * What a command did.
   *
   * @param exitCode how it ended
   * @param output its standard output
   * @param errors its standard error
   */
  public record Outcome(int exitCode, String output, String errors) {}

  private Command(List<String> words) {
    builder = new ProcessBuilder(new ArrayList<>(words)).redirectInput(new File("/dev/null"));
  }

  public static Command of(List<String> words) {
    return new Command(words);
  }

  public static Command of(Path program, String... arguments) {
    return of(List.of(program.toString())).and(arguments);
  }

  /** Adds arguments. */
  Command and(String... arguments) {
    builder.command().addAll(List.of(arguments));
    return this;
  }

  /** The command as the packaged distribution has it. */
  public static Command conveyor(String... arguments) {
    return of(INSTALLED, arguments).in(ROOT);
  }

  /** Returns where the packaged command is. */
  public static Path installed() {
    return INSTALLED;
  }

  /** A line for the shell, in which {@code conveyor} is the packaged command. */
  public static Command shell(String line) {
    String defined = "conveyor() { '%s' \"$@\"; }\n%s".formatted(INSTALLED, line);
    return of(List.of("bash", "-o", "pipefail", "-c", defined)).in(ROOT);
  }

  /** The command at a terminal of its own, where it also gets what is written to its input. */
  public static Process atTerminal(String... arguments) throws IOException {
    String line = INSTALLED + " " + String.join(" ", arguments);
    // Who runs tests in the background has Ctrl-C ignored by all that these start.
    ProcessBuilder script =
        new ProcessBuilder("env", "--default-signal=INT", "script", "-qfec", line, "/dev/null");
    return note(script.directory(ROOT.toFile()).redirectErrorStream(true).start());
  }

  /** Starts the command, and leaves its streams and its end to the caller. */
  public Process start() throws IOException {
    return note(builder.redirectInput(Redirect.PIPE).start());
  }

  private static Process note(Process process) {
    STARTED.add(process.pid());
    return process;
  }

  /** Returns the processes that have been started so far. */
  static Set<Long> started() {
    return STARTED;
  }

  static List<String> errors() {
    return ERRORS;
  }

  static void forgetErrors() {
    ERRORS.clear();
  }

  public Command in(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  public Command with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  /** Sends its standard error to a file. */
  Command errorsTo(Path file) {
    builder.redirectError(file.toFile());
    return this;
  }

  public Outcome run() throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", "");
    Path errors = Files.createTempFile("errors", "");
    try {
      Process process =
          note(builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start());
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      if (!ended) {
        fail(
            "%s still runs after %d minutes%n%s%n%s"
                .formatted(
                    builder.command(),
                    MINUTES,
                    Files.readString(output),
                    Files.readString(errors)));
      }
      Outcome outcome =
          new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
      LoggedErrors.in(outcome.errors()).forEach(ERRORS::add);
      return outcome;
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}

package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command as a user runs it: a process of its own, which must end. */
public final class Command {

  private static final long MINUTES = 3;

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
    Command command = of(List.of(program.toString()));
    command.builder.command().addAll(List.of(arguments));
    return command;
  }

  public Command in(Path directory) {
    builder.directory(directory.toFile());
    return this;
  }

  public Command with(String variable, String value) {
    builder.environment().put(variable, value);
    return this;
  }

  public Outcome run() throws IOException, InterruptedException {
    Path output = Files.createTempFile("output", "");
    Path errors = Files.createTempFile("errors", "");
    try {
      Process process =
          builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
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
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      Files.delete(output);
      Files.delete(errors);
    }
  }
}

package io.conveyor.it;

import io.conveyor.cli.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The command in the test's own process, which spares a JVM; its workers are processes. */
final class InProcess {

  private InProcess() {}

  static Command.Outcome run(String input, String... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    int exitCode = Main.run(arguments, new ByteArrayInputStream(bytes), output, errors);
    return new Command.Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }
}

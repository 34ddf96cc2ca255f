package io.conveyor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that only prints fails if it cannot. */
class OutputFailureTest {

  private static int run(String reason, OutputStream err, String command) {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    return Main.run(command.split(" "), InputStream.nullInputStream(), broken, err);
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "--help", "run --help", "--version", "completion bash"})
  void isSaid(String command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(5, run("No space left on device", err, command));
    assertEquals(
        "conveyor: the output cannot be written: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schema", "completion bash"})
  void ofAReaderThatIsGoneIsTheReadersOwn(String command) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertEquals(141, run("Broken pipe", err, command));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }
}

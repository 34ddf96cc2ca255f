package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Takes what goes to standard error, by this process and by its workers, and passes it on. */
final class LoggedLines implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  LoggedLines() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  void require(String part) {
    assertTrue(text().contains(part), () -> "'" + part + "' in:\n" + text());
  }

  @Override
  public void close() {
    System.setErr(before);
    before.print(text());
  }
}

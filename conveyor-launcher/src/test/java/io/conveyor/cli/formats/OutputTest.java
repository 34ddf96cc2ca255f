package io.conveyor.cli.formats;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutputTest {

  private static LineBuffer line(String text) {
    return LineBuffer.of(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void writesWhatNobodyAddsTo() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Output output = new Output(out)) {
      output.write(line("one"));
      await().until(() -> out.toString(StandardCharsets.UTF_8).equals("one\n"));
      output.write(line("two"));
      await().until(() -> out.toString(StandardCharsets.UTF_8).equals("one\ntwo\n"));
    }
  }

  @Test
  void writesWholeLinesInLargePieces() throws IOException {
    AtomicInteger pieces = new AtomicInteger();
    ByteArrayOutputStream all =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] piece, int from, int length) {
            assertTrue(length == 0 || piece[from + length - 1] == '\n');
            pieces.incrementAndGet();
            super.write(piece, from, length);
          }
        };
    String large = "x".repeat(100_000);
    int lines = 100_000;
    try (Output output = new Output(all)) {
      for (int i = 0; i < lines; i++) {
        output.write(line(i == 5 ? large : "line"));
      }
    }
    assertEquals(5L * (lines - 1) + large.length() + 1, all.size());
    assertTrue(pieces.get() < lines / 10, pieces::toString);
  }

  @Test
  void failsWhenWhatWasWrittenBeforeCouldNotBe() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    try (Output output = new Output(full)) {
      output.write(line("one"));
      assertEquals("full", assertThrows(IOException.class, output::finish).getMessage());
      assertThrows(IOException.class, () -> output.write(LineBuffer.of(new byte[100_000])));
    }
  }
}

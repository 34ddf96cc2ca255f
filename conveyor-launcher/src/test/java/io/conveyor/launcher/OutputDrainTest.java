package io.conveyor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputDrainTest {

  /** Gives what it holds a few bytes at a time, as a pipe may. */
  private static InputStream inPieces(String text, int bytes) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int from, int length) {
        return super.read(target, from, Math.min(length, bytes));
      }
    };
  }

  /** Keeps each write apart. */
  private static final class Pieces extends ByteArrayOutputStream {
    final List<String> written = new ArrayList<>();

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      written.add(new String(bytes, from, length, StandardCharsets.UTF_8));
      super.write(bytes, from, length);
    }
  }

  private static OutputDrain drain(InputStream in, Pieces out, String prefix) {
    OutputDrain drain =
        new OutputDrain(in, new PrintStream(out, false, StandardCharsets.UTF_8), prefix, () -> {});
    drain.run();
    return drain;
  }

  @Test
  void passesOnWholeLinesOnly() {
    Pieces out = new Pieces();
    OutputDrain drain = drain(inPieces("first\nsecond\nthird", 4), out, "");
    assertEquals(List.of("first\n", "second\n", "third"), out.written);
    assertEquals(18, drain.passed());
  }

  @Test
  void putsThePrefixBeforeEachLine() {
    Pieces out = new Pieces();
    drain(inPieces("a\n\nb\n", 2), out, "[x] ");
    assertEquals("[x] a\n[x] \n[x] b\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void remembersTheLastLines() {
    Pieces out = new Pieces();
    OutputDrain drain = drain(inPieces("x".repeat(10_000) + "\nthe end\n", 777), out, "");
    assertEquals("the end", drain.lastLines().lines().reduce((a, b) -> b).orElseThrow());
    assertEquals(4096, drain.lastLines().length() + 1, "no more than is worth telling");
  }
}

package io.conveyor.processes.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    OutputDrain drain = new OutputDrain(in, () -> stream, prefix, () -> {});
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

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 10_000})
  void keepsWhatAJvmSaysAsItCrashesFromTheResults(int piece) {
    String banner =
        """
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb)
        """;
    String printed = "one\n#\n#\nhalf";
    Pieces results = new Pieces();
    Pieces errors = new Pieces();
    OutputDrain err = drain(inPieces("", 1), errors, "[x] ");
    InputStream in = inPieces(printed + banner, piece);
    PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
    new OutputDrain(in, () -> out, () -> {}, err, printed::length).run();
    assertEquals(printed, results.toString(StandardCharsets.UTF_8));
    assertEquals(
        banner.lines().map(line -> "[x] " + line + "\n").collect(Collectors.joining()),
        errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void holdsNothingBackThatAJobPrinted() {
    Pieces results = new Pieces();
    String printed = "#\n#\n# A fatal error has been detected by the Java Runtime Environment:\n";
    OutputDrain err = drain(inPieces("", 1), new Pieces(), "");
    PrintStream out = new PrintStream(results, false, StandardCharsets.UTF_8);
    new OutputDrain(inPieces(printed, 2), () -> out, () -> {}, err, printed::length).run();
    assertEquals(printed, results.toString(StandardCharsets.UTF_8));
    assertEquals(List.of("#\n", "#\n"), results.written.subList(0, 2));
  }

  @Test
  void remembersTheLastLines() {
    Pieces out = new Pieces();
    OutputDrain drain = drain(inPieces("x".repeat(10_000) + "\nthe end\n", 777), out, "");
    assertEquals("the end", drain.lastLines().lines().reduce((a, b) -> b).orElseThrow());
    assertEquals(4096, drain.lastLines().length() + 1, "no more than is worth telling");
  }
}

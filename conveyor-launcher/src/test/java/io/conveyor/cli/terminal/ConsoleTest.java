package io.conveyor.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.cli.terminal.Console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private static final String ERASE = "\r\u001b[K";

  /** Stands for a terminal: both streams end up on it. */
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Console console(Terminal terminal) {
    return new Console(InputStream.nullInputStream(), screen, screen, terminal);
  }

  private String screen() {
    return screen.toString(StandardCharsets.UTF_8);
  }

  @Test
  void takesTheStatusAwayBeforeAnythingElseIsWritten() {
    Console console = console(new Terminal(true, true, true));
    console.status(List.of("busy"));
    console.printOut().print("result\n");
    console.status(List.of("still busy"));
    console.printErr().print("oh\n");
    console.status(List.of("done"));
    console.clearStatus();
    assertEquals(
        ERASE
            + "busy"
            + ERASE
            + "result\n"
            + ERASE
            + "still busy"
            + ERASE
            + "oh\n"
            + ERASE
            + "done"
            + ERASE,
        screen());
  }

  @Test
  void drawsNothingWhereThereIsNoTerminal() {
    Console console = console(Terminal.NONE);
    console.status(List.of("busy"));
    console.say("a line");
    console.clearStatus();
    assertEquals("a line\n", screen());
  }

  /** A euro sign is three bytes, of which a write may end with any. */
  @Test
  void masksSecretsAndNothingElse() {
    Console console = console(Terminal.NONE);
    console.conceal("pässword");
    console.conceal("a1");
    byte[] line = "the pässword is 5 €, a1 and ba12\n".getBytes(StandardCharsets.UTF_8);
    PrintStream err = console.printErr();
    int within = line.length - "\u0082\u00ac, a1 and ba12\n".length();
    err.write(line, 0, within);
    err.flush();
    err.write(line, within, line.length - within);
    err.flush();
    assertEquals("the *** is 5 €, *** and ba12\n", screen());
  }

  /** A control character of two bytes, each of which comes in a write of its own. */
  @Test
  void makesControlCharactersVisibleThatAreCutInTwo() {
    PrintStream err = console(Terminal.NONE).printErr();
    for (byte b : "\u009b2J, \u20ac and \u00e9".getBytes(StandardCharsets.UTF_8)) {
      err.write(b);
      err.flush();
    }
    assertFalse(screen().contains("\u009b"), screen());
    assertTrue(screen().contains("\\u009b2J, \u20ac and \u00e9"), screen());
  }

  @Test
  void saysNothingThatLooksLikeALineOfItsOwn() {
    Console console = console(Terminal.NONE);
    console.typed(List.of("run", "a/b\nc/d", "--set=x"));
    console.say("conveyor: /x/b\nc/e: no such file: 5\nconveyor: p: 5 in, 5 out\nhint: none");
    assertEquals(
        "conveyor: /x/b\\nc/e: no such file: 5\n  conveyor: p: 5 in, 5 out\nhint: none\n",
        screen());
  }

  @Test
  void leavesWholeLinesAtTheEnd() {
    Console console = console(new Terminal(true, true, true));
    console.status(List.of("busy"));
    console.sayLast("ended by force");
    console.status(List.of("still busy"));
    assertEquals(ERASE + "busy" + ERASE + "ended by force\n", screen());
  }

  @Test
  void takesAllLinesOfTheStatusAway() {
    Console console = console(new Terminal(true, true, true));
    console.status(List.of("all", "one", "two"));
    console.say("said");
    String before = "\u001b[1A" + ERASE;
    assertEquals(ERASE + "all\none\ntwo" + ERASE + before + before + "said\n", screen());
  }

  @Test
  void tellsOnceThatNothingCanBeWritten() throws IOException {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    Console console = new Console(InputStream.nullInputStream(), broken, screen, Terminal.NONE);
    List<String> told = new ArrayList<>();
    console.whenOutFails(() -> told.add("failed"));
    for (int i = 0; i < 2; i++) {
      assertThrows(IOException.class, () -> console.out().write(new byte[1]));
    }
    assertEquals(List.of("failed"), told);
    console.whenOutFails(() -> told.add("later"));
    assertEquals(List.of("failed", "later"), told);
  }

  @Test
  void endsTheRunOnTheFirstSignal() {
    List<String> ended = new ArrayList<>();
    Interrupts interrupts =
        new Interrupts(console(Terminal.NONE), () -> ended.add("while starting"));
    assertEquals(0, interrupts.exitCode());
    interrupts.received(2);
    assertEquals(130, interrupts.exitCode());
    interrupts.whenInterrupted(() -> ended.add("while running"));
    assertEquals(List.of("while starting", "while running"), ended);
    assertEquals("conveyor: interrupted, ending the run; once more to end it by force\n", screen());
  }
}

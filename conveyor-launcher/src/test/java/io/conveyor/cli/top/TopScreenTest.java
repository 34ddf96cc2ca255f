package io.conveyor.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.junit.jupiter.api.Test;

/** A screen draws what it is given, takes keys, and leaves the terminal as it was. */
class TopScreenTest {

  /** Remembers its keys, and ends with the last one expected. */
  private static final class Recorder implements TopShown {
    private final List<String> keys = new ArrayList<>();
    private int columns;

    @Override
    public Page page(int width, int height) {
      columns = width;
      return new Page(List.of("title", "", "head", "x".repeat(2 * width), "end " + keys.size()), 2);
    }

    @Override
    public boolean take(String key) {
      keys.add(key);
      return key.equals("q") || key.equals(TopKeys.END_OF_INPUT);
    }
  }

  private static String shown(Recorder recorder, String typed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
    Terminal terminal =
        TerminalBuilder.builder()
            .system(false)
            .provider("exec")
            .type("xterm")
            .encoding(StandardCharsets.UTF_8)
            .streams(in, out)
            .build();
    terminal.setSize(Size.of(40, 10));
    try (TopScreen screen = new TopScreen(terminal)) {
      screen.show(recorder, 1_000_000_000_000L, () -> false);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void drawsOnAScreenOfItsOwnAndTakesKeys() throws IOException {
    Recorder recorder = new Recorder();
    String out = shown(recorder, "w\u001b[A\u001bOB\u001b[6~é\r\u007fq");
    assertEquals(
        List.of("w", TopKeys.UP, TopKeys.DOWN, TopKeys.PAGE_DOWN, "é", "enter", "backspace", "q"),
        recorder.keys);
    assertEquals(40, recorder.columns);
    assertTrue(out.contains("\u001b[?1049h"), out);
    assertTrue(out.contains("\u001b[?1049l"), out);
    assertTrue(out.indexOf("title") > out.indexOf("\u001b[?1049h"), out);
    assertTrue(out.contains("x".repeat(40)), out);
    assertFalse(out.contains("x".repeat(41)), out);
  }

  @Test
  void endsWhereTheInputDoes() throws IOException {
    Recorder recorder = new Recorder();
    shown(recorder, "w");
    assertEquals(List.of("w", TopKeys.END_OF_INPUT), recorder.keys);
  }
}

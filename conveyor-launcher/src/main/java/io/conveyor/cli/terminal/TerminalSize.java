package io.conveyor.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How large the terminal is that the command draws on.
 *
 * @param columns characters in a line
 * @param rows lines
 */
public record TerminalSize(int columns, int rows) {

  private static final TerminalSize USUAL = new TerminalSize(80, 24);
  private static final File TERMINAL = new File("/dev/tty");
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})\\s*");
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

  /** Returns the size that COLUMNS and LINES say, else that of the process's terminal. */
  public static TerminalSize ofProcess() {
    TerminalSize own = asked();
    return new TerminalSize(
        number(System.getenv("COLUMNS"), own.columns()),
        number(System.getenv("LINES"), own.rows()));
  }

  private static int number(@Nullable String variable, int otherwise) {
    return variable != null && NUMBER.matcher(variable).matches()
        ? Integer.parseInt(variable)
        : otherwise;
  }

  /** Java cannot ask by itself. */
  private static TerminalSize asked() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(TERMINAL).start();
      String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      Matcher size = SIZE.matcher(said);
      return size.matches()
          ? new TerminalSize(Integer.parseInt(size.group(2)), Integer.parseInt(size.group(1)))
          : USUAL;
    } catch (IOException e) {
      // What draws a status line can do so without knowing how wide it may be.
      return USUAL;
    }
  }
}

package io.conveyor.cli.top;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The whole terminal, and its keys, until it is closed. */
final class TopScreen implements AutoCloseable {

  private static final Size USUAL = Size.of(80, 24);

  /** Held, or it would forget that it is to be silent. */
  private static final Logger LIBRARY = Logger.getLogger("org.jline");

  /** How soon a signal is noticed. */
  private static final long LONGEST_WAIT_MILLIS = 100;

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;

  /** How large the terminal was when it was last drawn on. */
  private int columns;

  private int rows;

  /**
   * Takes the process's terminal.
   *
   * @throws ConveyorException if that cannot draw
   */
  static TopScreen open() throws IOException {
    LIBRARY.setLevel(Level.OFF);
    Terminal found =
        TerminalBuilder.builder().provider("exec").dumb(true).nativeSignals(false).build();
    if (found.getStringCapability(Capability.cursor_address) == null) {
      String type = found.getType();
      found.close();
      throw new ConveyorException(
          Category.USAGE,
          "a terminal of type '%s' cannot draw a screen; --once shows a table".formatted(type));
    }
    return new TopScreen(found);
  }

  /**
   * Takes a terminal.
   *
   * @param terminal is closed with the screen
   */
  TopScreen(Terminal terminal) {
    this.terminal = terminal;
    before = terminal.enterRawMode();
    display = new Display(terminal, true);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
  }

  /**
   * Shows something until a key, or something else, ends it.
   *
   * @param nanos how long until it is shown anew, unless a key comes
   * @param ended whether something else does
   */
  void show(TopShown shown, long nanos, BooleanSupplier ended) throws IOException {
    while (!ended.getAsBoolean()) {
      draw(shown);
      long until = System.nanoTime() + nanos;
      String key = TopKeys.NONE;
      while (key.equals(TopKeys.NONE) && !ended.getAsBoolean() && System.nanoTime() < until) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        key = TopKeys.next(this::read, Math.max(1, Math.min(LONGEST_WAIT_MILLIS, left)));
      }
      if (!key.equals(TopKeys.NONE) && shown.take(key)) {
        return;
      }
    }
  }

  private int read(long millis) throws IOException {
    return terminal.reader().read(millis);
  }

  private void draw(TopShown shown) {
    Size size = terminal.getSize();
    int width = size.getColumns() > 0 ? size.getColumns() : USUAL.getColumns();
    int height = size.getRows() > 0 ? size.getRows() : USUAL.getRows();
    if (width != columns || height != rows) {
      columns = width;
      rows = height;
      display.clear(); // What the terminal makes of longer lines is its own affair.
      display.resize(Size.of(width, height));
    }
    TopShown.Page page = shown.page(width, height);
    List<AttributedString> lines = new ArrayList<>();
    for (int i = 0; i < Math.min(height, page.lines().size()); i++) {
      lines.add(styled(page.lines().get(i), i, page.head(), width));
    }
    display.update(lines, 0);
  }

  private static AttributedString styled(String line, int index, int head, int width) {
    AttributedStyle style = index == 0 ? AttributedStyle.BOLD : AttributedStyle.DEFAULT;
    if (index == head) {
      style = AttributedStyle.INVERSE;
    }
    return new AttributedString(line, style).columnSubSequence(0, width);
  }

  /** Leaves the terminal as it was. */
  @Override
  public void close() throws IOException {
    terminal.puts(Capability.cursor_visible);
    terminal.puts(Capability.exit_ca_mode);
    terminal.flush();
    terminal.setAttributes(before);
    terminal.close();
  }
}

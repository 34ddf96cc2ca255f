package io.conveyor.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams, and a status line on stderr that gives way to whatever else is written.
 * Safe from any thread; each write comes out in one piece.
 */
public final class Console {

  private static final String ERASE_LINE = "\r\u001b[K";
  private static final String LINE_BEFORE = "\u001b[1A";

  /** Which of the standard streams are terminals. */
  public record Terminal(boolean in, boolean out, boolean err) {

    public static final Terminal NONE = new Terminal(false, false, false);
  }

  private final InputStream in;
  private final OutputStream rawOut;
  private final OutputStream rawErr;
  private final Terminal terminal;
  private Runnable whenOutFails = () -> {};
  private @Nullable IOException outFailure;
  private int statusLines;
  private boolean statusEnded;

  private final Shown shown = new Shown();

  private volatile BiFunction<String, Long, @Nullable String> places = (stage, block) -> null;
  private final BlockPlaces blockPlaces = new BlockPlaces(this::placeOf);

  /** Null while what is said is text. */
  private @Nullable JsonLog json;

  /** Whose line on stderr has no end yet. */
  private @Nullable OutputStream unfinished;

  private final List<Supplier<@Nullable String>> lastWords = new ArrayList<>();

  public Console(InputStream in, OutputStream out, OutputStream err, Terminal terminal) {
    this.in = in;
    this.rawOut = out;
    this.rawErr = err;
    this.terminal = terminal;
  }

  public Terminal terminal() {
    return terminal;
  }

  /** Masks a value in whatever is written to stderr from now on, be it said or printed by jobs. */
  public void conceal(String secret) {
    shown.conceal(secret);
  }

  /** Takes what a user has typed, names with line ends among it: they will not end lines. */
  public void typed(List<String> words) {
    shown.typed(words);
  }

  /**
   * Warnings of blocks name the inputs that they are, from now on.
   *
   * @param inputs gives the place of the input that a block of a stage is, by its number; or null
   */
  public void locate(BiFunction<String, Long, @Nullable String> inputs) {
    places = inputs;
  }

  /** Returns the place of the input that a block of a stage is, or null if that is not known. */
  public @Nullable String placeOf(String stage, long sequence) {
    return places.apply(stage, sequence);
  }

  public InputStream in() {
    return in;
  }

  /** Returns stdout; a write that fails is remembered, and fails for the writer, too. */
  public OutputStream out() {
    return new Line(null, (writer, bytes, from, length, before) -> writeOut(bytes, from, length));
  }

  /** Returns stdout for code that prints. */
  public PrintStream printOut() {
    return new PrintStream(out(), false, StandardCharsets.UTF_8);
  }

  /** Returns stderr for code that prints. */
  public PrintStream printErr() {
    return new ErrorPrints(
        new Line(null, this::writeErr), stage -> new Line(stage, this::writeErrOfJobs));
  }

  /** Returns stderr for code that prints, with a label before each line. */
  PrintStream printLabelled(String stage, String label) {
    return new PrintStream(
        new LabelledLines(new Line(stage, this::writeErrOfJobs), label),
        true,
        StandardCharsets.UTF_8);
  }

  /** From here on, all that goes to stderr is JSON, an object on a line. */
  public synchronized void sayAsJson() {
    json = new JsonLog();
  }

  /** Writes a line to stderr. */
  public void say(String line) {
    say("info", line);
  }

  /** Writes a line to stderr that warns of something. */
  public void warn(String line) {
    say("warn", line);
  }

  /** Writes a line to stderr that says what failed. */
  public void fail(String line) {
    say("error", line);
  }

  private void say(String level, String line) {
    String visible = shown.said(line);
    JsonLog log = json;
    try {
      writeShown(
          rawErr,
          log == null
              ? (visible + "\n").getBytes(StandardCharsets.UTF_8)
              : log.said(level, visible.stripTrailing()));
    } catch (IOException e) {
      // There is nowhere left to say that nothing can be said; the exit code still does.
      return;
    }
  }

  /**
   * Writes an event to stderr, if what is written there is JSON.
   *
   * @param level info, warn or error
   * @param fields what there is to say of it
   */
  public synchronized void event(String level, Map<String, Object> fields) {
    JsonLog log = json;
    if (log != null) {
      Map<String, Object> visible = new LinkedHashMap<>(fields);
      visible.replaceAll((name, value) -> value instanceof String text ? shown.said(text) : value);
      write(new String(log.event(level, visible), StandardCharsets.UTF_8));
    }
  }

  /** Writes a line to stderr when everything else has been said, if there is one then. */
  public synchronized void sayAtTheEnd(Supplier<@Nullable String> line) {
    lastWords.add(line);
  }

  /** Says what was to be said at the end. */
  public synchronized void end() {
    lastWords.stream().map(Supplier::get).filter(Objects::nonNull).forEach(this::say);
    lastWords.clear();
  }

  /** Writes a line to stderr in place of the status line, which does not come back. */
  synchronized void sayLast(String line) {
    statusEnded = true;
    say(line);
  }

  /**
   * Shows lines below everything else; only if stderr is a terminal.
   *
   * @param lines the lines, none as long as the terminal is wide
   */
  public synchronized void status(List<String> lines) {
    if (terminal.err() && !statusEnded && json == null) {
      write(erased() + Controls.visible(String.join("\n", lines)));
      statusLines = lines.size();
    }
  }

  /** Returns what takes the status away, and leaves the cursor where it began. */
  private String erased() {
    return ERASE_LINE + (LINE_BEFORE + ERASE_LINE).repeat(Math.max(0, statusLines - 1));
  }

  /** Takes the status line away. */
  public synchronized void clearStatus() {
    if (statusLines > 0) {
      String erased = erased();
      statusLines = 0;
      write(erased);
    }
  }

  private void write(String text) {
    try {
      rawErr.write(text.getBytes(StandardCharsets.UTF_8));
      rawErr.flush();
    } catch (IOException e) {
      // A status line is a convenience: it is not worth failing a run.
      statusLines = 0;
    }
  }

  /**
   * Sets what to do when stdout cannot be written to any more; done at once if that is so already.
   */
  public synchronized void whenOutFails(Runnable action) {
    whenOutFails = action;
    if (outFailure != null) {
      action.run();
    }
  }

  /** Returns why stdout cannot be written to, or null if it can. */
  public synchronized @Nullable IOException outFailure() {
    return outFailure;
  }

  private synchronized void writeOut(byte[] bytes, int from, int length) throws IOException {
    if (outFailure != null) {
      throw outFailure;
    }
    if (terminal.out()) {
      clearStatus();
    }
    try {
      rawOut.write(bytes, from, length);
      rawOut.flush();
    } catch (IOException e) {
      outFailure = e;
      whenOutFails.run();
      throw e;
    }
  }

  private void writeErr(Line writer, byte[] bytes, int from, int length, byte before)
      throws IOException {
    byte[] placed = blockPlaces.addedTo(bytes, from, length);
    writeWhole(
        writer,
        placed == null
            ? shown.said(bytes, from, length, before)
            : shown.said(placed, 0, placed.length, before));
  }

  private void writeErrOfJobs(Line writer, byte[] bytes, int from, int length, byte before)
      throws IOException {
    byte[] placed = blockPlaces.addedTo(bytes, from, length);
    writeWhole(
        writer,
        placed == null
            ? shown.printed(bytes, from, length, before)
            : shown.printed(placed, 0, placed.length, before));
  }

  private synchronized void writeWhole(Line writer, byte[] bytes) throws IOException {
    JsonLog log = json;
    writeShown(writer, log == null ? bytes : log.written(writer, writer.stage, bytes));
  }

  private synchronized void writeShown(OutputStream writer, byte[] bytes) throws IOException {
    clearStatus();
    if (unfinished != null && unfinished != writer && bytes.length > 0) {
      rawErr.write('\n');
    }
    unfinished = bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? writer : null;
    rawErr.write(bytes);
    rawErr.flush();
  }

  @FunctionalInterface
  private interface Writer {
    void write(Line by, byte[] bytes, int from, int length, byte before) throws IOException;
  }

  private static final class Line extends OutputStream {

    /** Whose job writes; null if none does. */
    private final @Nullable String stage;

    private final Writer writer;

    /** A character may be cut in two by pieces. */
    private byte last;

    Line(@Nullable String stage, Writer writer) {
      this.stage = stage;
      this.writer = writer;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      writer.write(this, bytes, from, length, last);
      last = length == 0 ? last : bytes[from + length - 1];
    }
  }
}

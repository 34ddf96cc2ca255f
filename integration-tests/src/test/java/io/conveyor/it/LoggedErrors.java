package io.conveyor.it;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads along what goes to standard error, by this process and by its workers. */
final class LoggedErrors implements AutoCloseable {

  private static final Pattern ERROR = Pattern.compile("\\bERROR [\\w.$]+ - |Exception in thread ");

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  LoggedErrors() {
    System.setErr(new PrintStream(new Both(), true, StandardCharsets.UTF_8));
  }

  List<String> list() {
    return in(written.toString(StandardCharsets.UTF_8)).toList();
  }

  /** The lines of a text that are logged errors. */
  static Stream<String> in(String text) {
    return text.lines().filter(line -> ERROR.matcher(line).find());
  }

  @Override
  public void close() {
    System.setErr(before);
  }

  private final class Both extends OutputStream {
    @Override
    public void write(int value) {
      before.write(value);
      written.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      before.write(bytes, offset, length);
      written.write(bytes, offset, length);
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}

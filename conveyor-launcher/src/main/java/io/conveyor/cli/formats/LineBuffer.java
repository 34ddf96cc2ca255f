package io.conveyor.cli.formats;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A line that is being written, used again for the next one. For one thread. */
public final class LineBuffer extends OutputStream {

  private static final int FIRST_BYTES = 256;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  /** Returns a line that is there. */
  public static LineBuffer of(byte[] line) {
    LineBuffer made = new LineBuffer();
    made.write(line, 0, line.length);
    return made;
  }

  /** Drops what is in it, for the next line. */
  public LineBuffer clear() {
    length = 0;
    return this;
  }

  @Override
  public void write(int b) {
    room(1);
    bytes[length++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Adds text, as UTF-8. */
  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    write(utf8, 0, utf8.length);
  }

  /** Makes room for more, and returns the array; {@link #length} says where it goes. */
  byte[] room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), 2 * length));
    }
    return bytes;
  }

  /** Says that what was put behind the end is part of the line. */
  void extend(int count) {
    length += count;
  }

  /** Returns the array that the line is at the beginning of. */
  byte[] bytes() {
    return bytes;
  }

  /** Returns how many bytes the line has. */
  int length() {
    return length;
  }

  /** Returns the line, as an array of its own. */
  public byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }
}

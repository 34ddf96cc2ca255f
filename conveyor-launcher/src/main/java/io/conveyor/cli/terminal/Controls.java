package io.conveyor.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes control characters visible, as {@code \\u001b}, before a terminal would obey them: what is
 * said may quote data, names of files, and what libraries say of either.
 */
public final class Controls {

  private static final byte ESCAPE = 0x1b;

  /** The first of the two bytes, in UTF-8, of what stands for a control sequence in one. */
  private static final byte BEFORE_C1 = (byte) 0xc2;

  /** The first of three. */
  private static final byte BEFORE_TURNS = (byte) 0xe2;

  private Controls() {}

  /** Returns a text of lines for people. */
  public static String visible(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(visible(bytes, 0, bytes.length, false, (byte) 0), StandardCharsets.UTF_8);
  }

  /** Returns a name, which is a part of a line. */
  public static String name(String name) {
    return visible(name).replace("\n", "\\n").replace("\t", "\\t");
  }

  /**
   * Returns lines of UTF-8.
   *
   * @param colours whether to leave sequences that only set colours
   * @param before the byte before them
   */
  static byte[] visible(byte[] bytes, int from, int length, boolean colours, byte before) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream(length);
    int end = from + length;
    for (int i = from; i < end; i++) {
      int colour = colours ? colourEnd(bytes, i, end) : i;
      if (colour > i) {
        shown.write(bytes, i, colour - i);
        i = colour - 1;
      } else if (isControl(bytes[i])) {
        shown.writeBytes(escaped(bytes[i] & 0xff));
      } else if (bytes[i] == BEFORE_C1 && i + 1 < end && isC1(bytes[i + 1])) {
        i++;
        shown.writeBytes(escaped(bytes[i] & 0xff));
      } else if (i == from && before == BEFORE_C1 && isC1(bytes[i])) {
        shown.writeBytes(escaped(bytes[i] & 0xff));
      } else if (turnsText(bytes, i, end)) {
        shown.writeBytes(escaped(0x2000 | (bytes[i + 1] & 1) << 6 | (bytes[i + 2] & 0x3f)));
        i += 2;
      } else {
        shown.write(bytes[i]);
      }
    }
    return shown.toByteArray();
  }

  private static boolean isControl(byte b) {
    return (b >= 0 && b < ' ' && b != '\n' && b != '\t') || b == 0x7f;
  }

  /** Whether there is one of U+202A to U+202E or U+2066 to U+2069, which change where text runs. */
  private static boolean turnsText(byte[] bytes, int from, int end) {
    if (from + 2 >= end || bytes[from] != BEFORE_TURNS) {
      return false;
    }
    int second = bytes[from + 1] & 0xff;
    int third = bytes[from + 2] & 0xff;
    return (second == 0x80 && third >= 0xaa && third <= 0xae)
        || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
  }

  private static boolean isC1(byte b) {
    return (b & 0xff) >= 0x80 && (b & 0xff) < 0xa0;
  }

  /** Returns the end of a sequence that sets colours, or the given place if there is none. */
  private static int colourEnd(byte[] bytes, int from, int end) {
    if (bytes[from] != ESCAPE || from + 1 >= end || bytes[from + 1] != '[') {
      return from;
    }
    int i = from + 2;
    while (i < end && (Character.isDigit(bytes[i]) || bytes[i] == ';')) {
      i++;
    }
    return i < end && bytes[i] == 'm' ? i + 1 : from;
  }

  private static byte[] escaped(int control) {
    return "\\u%04x".formatted(control).getBytes(StandardCharsets.US_ASCII);
  }
}

package io.conveyor.cli.formats;

import org.jspecify.annotations.Nullable;

/**
 * Whole numbers as lines of JSON, past the parser: a stage's results are numbers more often than
 * anything else, and a parser of its own for each costs ten times what the digits do.
 */
final class WholeNumbers {

  /** Any number of so many digits is a long. */
  private static final int MOST_DIGITS = 18;

  private static final int LONGEST = 20;

  private WholeNumbers() {}

  /**
   * Returns the number that a line is, as an Integer if it is one; null if it is something else.
   */
  static @Nullable Object parse(byte[] bytes, int start, int length) {
    boolean negative = length > 0 && bytes[start] == '-';
    int first = negative ? start + 1 : start;
    int digits = start + length - first;
    if (digits < 1 || digits > MOST_DIGITS || (bytes[first] == '0' && (digits > 1 || negative))) {
      return null;
    }
    long value = 0;
    for (int i = first; i < first + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      value = 10 * value + digit;
    }
    return boxed(negative ? -value : value);
  }

  private static Object boxed(long value) {
    if (value == (int) value) {
      return (int) value;
    }
    return value;
  }

  /** Writes a block if it is such a number; returns whether it was. */
  static boolean write(Object block, LineBuffer line) {
    if (!(block instanceof Integer || block instanceof Long)) {
      return false;
    }
    long value = ((Number) block).longValue();
    if (value == Long.MIN_VALUE) {
      line.text(String.valueOf(value)); // Has no positive counterpart.
    } else {
      digits(value, line);
    }
    return true;
  }

  private static void digits(long value, LineBuffer line) {
    byte[] bytes = line.room(LONGEST);
    int start = line.length();
    int end = start + length(value);
    int at = end;
    long left = Math.abs(value);
    do {
      bytes[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
    if (value < 0) {
      bytes[start] = '-';
    }
    line.extend(end - start);
  }

  private static int length(long value) {
    int length = value < 0 ? 2 : 1;
    for (long left = Math.abs(value); left > 9; left /= 10) {
      length++;
    }
    return length;
  }
}

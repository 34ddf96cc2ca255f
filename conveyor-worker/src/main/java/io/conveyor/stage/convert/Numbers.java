package io.conveyor.stage.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Makes numbers of one type numbers of another, when nothing is lost. */
public final class Numbers {

  /** An integer of more is no number that anybody wrote. */
  private static final int MOST_DIGITS = 10_000;

  /** A double has all whole numbers up to here. */
  private static final long MOST_EXACT = 1L << 53;

  /** A decimal of so many digits comes back from a double as it was. */
  private static final int SURE_DIGITS = 15;

  /** A long has all numbers of so many characters. */
  private static final int SHORT = 18;

  private Numbers() {}

  /**
   * Returns the number as one of another type, or null if it would change, or the type is none of
   * the JDK's ordinary ones.
   *
   * @param parameter the type, boxed or not
   * @param number the number
   */
  public static @Nullable Number convert(Class<?> parameter, Number number) {
    Class<?> type = Primitives.boxed(parameter);
    if (number instanceof Integer || number instanceof Long) {
      Number quick = ofWhole(type, number.longValue());
      if (quick != null) {
        return quick;
      }
    }
    if (type == Double.class || type == Float.class) {
      return floating(type, number);
    }
    BigDecimal exact =
        type == BigDecimal.class
            ? decimal(number)
            : type == BigInteger.class ? written(number) : exact(number);
    if (exact == null) {
      return null;
    }
    try {
      if (type == Integer.class) {
        return exact.intValueExact();
      } else if (type == Long.class) {
        return exact.longValueExact();
      } else if (type == Short.class) {
        return exact.shortValueExact();
      } else if (type == Byte.class) {
        return exact.byteValueExact();
      } else if (type == BigInteger.class) {
        return exact.scale() < -MOST_DIGITS ? null : exact.toBigIntegerExact();
      }
      return type == BigDecimal.class ? exact : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /**
   * Returns the number that was written: 1e30 is another one as a double, if a close one. Null if
   * that cannot be told, as of a double with all the digits that it can have.
   */
  private static @Nullable BigDecimal written(Number number) {
    BigDecimal exact = exact(number);
    BigDecimal shown = decimal(number);
    if (exact == null || shown == null || shown.compareTo(exact) == 0) {
      return exact;
    }
    boolean sure =
        number instanceof Double && shown.stripTrailingZeros().precision() <= SURE_DIGITS;
    return sure ? shown : null;
  }

  /** Returns what most numbers become, without a detour; null where there is more to look at. */
  private static @Nullable Number ofWhole(Class<?> type, long value) {
    if (type == Long.class) {
      return value;
    } else if (type == Integer.class && value == (int) value) {
      return (int) value;
    }
    return type == Double.class && value <= MOST_EXACT && value >= -MOST_EXACT
        ? (Number) (double) value
        : null;
  }

  /**
   * Returns the number that a text is, as one of a type; null if it is none, or would change.
   *
   * @param parameter the type, boxed or not
   * @param text the text, in decimal
   */
  static @Nullable Number parse(Class<?> parameter, String text) {
    Class<?> type = Primitives.boxed(parameter);
    try {
      if (isShortAndWhole(text)) {
        return convert(type, Long.parseLong(text));
      }
      if (type == Double.class || type == Float.class) {
        return fraction(type, text.strip());
      }
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MOST_DIGITS ? null : convert(type, number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What is too large is no number of the type, unless it is written so; nor is Java's own 1f. */
  private static @Nullable Number fraction(Class<?> type, String text) {
    Number number = type == Double.class ? (Number) Double.valueOf(text) : Float.valueOf(text);
    boolean digits = text.chars().allMatch(c -> c <= '9' || c == 'e' || c == 'E');
    return digits == Double.isFinite(number.doubleValue()) ? number : null;
  }

  private static boolean isShortAndWhole(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && !(c == '-' && i == 0 && length > 1)) {
        return false;
      }
    }
    return length > 0 && length <= SHORT;
  }

  /** A fraction was written in decimal, most likely, so that is what it is in decimal. */
  private static @Nullable BigDecimal decimal(Number number) {
    if (number instanceof Double fraction && Double.isFinite(fraction)) {
      return BigDecimal.valueOf(fraction);
    } else if (number instanceof Float fraction && Float.isFinite(fraction)) {
      return new BigDecimal(fraction.toString());
    }
    return exact(number);
  }

  private static @Nullable Number floating(Class<?> type, Number number) {
    if (type == Float.class && number instanceof Double fraction) {
      Float shorter = fraction.floatValue();
      if (shorter.toString().equals(fraction.toString())) {
        return shorter;
      }
    }
    Number converted = type == Double.class ? (Number) number.doubleValue() : number.floatValue();
    if (type == Double.class && isFraction(number)) {
      return Double.isFinite(converted.doubleValue()) ? converted : null;
    }
    BigDecimal before = exact(number);
    BigDecimal after = exact(converted);
    if (before == null || after == null) {
      boolean same = Double.compare(number.doubleValue(), converted.doubleValue()) == 0;
      return before == null && after == null && same ? converted : null;
    }
    return before.compareTo(after) == 0 ? converted : null;
  }

  /** Who asks for a double does not expect all the digits of a decimal fraction. */
  private static boolean isFraction(Number number) {
    return number instanceof BigDecimal decimal && decimal.stripTrailingZeros().scale() > 0;
  }

  /** Returns the number's value, or null if it is infinite or none, or of a type without a rule. */
  private static @Nullable BigDecimal exact(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      return Double.isFinite(value) ? new BigDecimal(value) : null;
    } else if (number instanceof BigDecimal decimal) {
      return decimal;
    } else if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return Primitives.isBox(number.getClass()) ? BigDecimal.valueOf(number.longValue()) : null;
  }
}

package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.math.BigDecimal;

/** What to throw for values that do not fit, and how messages show such values. */
public final class Misfit {

  private static final int MOST_SHOWN = 60;

  private Misfit() {}

  /** Returns what to throw for a value that is not of a type. */
  static UnfitBlockException of(Object value, Type wanted) {
    boolean number =
        value instanceof Number && wanted instanceof Class<?> type && Primitives.isNumeric(type);
    String loss = number ? " without loss" : "";
    return because(value, "does not fit %s%s".formatted(shown(wanted), loss));
  }

  /** Returns a type as it is written in Java. */
  static String shown(Type type) {
    return type.getTypeName().replace('$', '.');
  }

  /** Returns what to throw for a value; the reason goes on after its description. */
  public static UnfitBlockException because(Object value, String reason) {
    return value instanceof CharSequence
        ? new UnfitTextException("", "", describe(value), reason)
        : new UnfitBlockException("", "", describe(value), reason);
  }

  /** Describes a value; only if its text is known to be harmless does it show that, too. */
  private static String describe(Object value) {
    if (value instanceof Row) {
      return "(a row)";
    }
    String type = shown(value.getClass());
    if (value instanceof String text) {
      return quoted(text) + " (" + type + ")";
    }
    return Primitives.isBox(value.getClass()) || isShort(value)
        ? value + " (" + type + ")"
        : "of type " + type;
  }

  private static boolean isShort(Object value) {
    return value.getClass() == BigDecimal.class
        && ((BigDecimal) value).unscaledValue().bitLength() <= Long.SIZE;
  }

  /** Returns which entry of a map has a key. */
  static String entry(Object key) {
    return "[%s]".formatted(key instanceof String text ? quoted(text) : describe(key));
  }

  private static String quoted(String text) {
    String shown = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    return '"' + shown + '"';
  }
}

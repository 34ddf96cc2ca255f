package io.conveyor.stage.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Makes numbers of one type numbers of another, when nothing is lost. */
public final class Numbers {

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
    if (type == Double.class || type == Float.class) {
      return floating(type, number);
    }
    BigDecimal exact = exact(number);
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
        return exact.toBigIntegerExact();
      }
      return type == BigDecimal.class ? exact : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Number floating(Class<?> type, Number number) {
    Number converted = type == Double.class ? (Number) number.doubleValue() : number.floatValue();
    BigDecimal before = exact(number);
    BigDecimal after = exact(converted);
    if (before == null || after == null) {
      boolean same = Double.compare(number.doubleValue(), converted.doubleValue()) == 0;
      return before == null && after == null && same ? converted : null;
    }
    return before.compareTo(after) == 0 ? converted : null;
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

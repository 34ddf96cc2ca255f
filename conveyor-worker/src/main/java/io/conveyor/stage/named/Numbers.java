package io.conveyor.stage.named;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Gives numbers to parameters that Java itself would not convert them to, when nothing is lost. */
public final class Numbers {

  private static final MethodHandle FIT = fitHandle();

  private Numbers() {}

  private static MethodHandle fitHandle() {
    try {
      MethodType type = MethodType.methodType(Object.class, Class.class, Object.class);
      return MethodHandles.lookup().findStatic(Numbers.class, "fit", type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Returns a handle that takes blocks of a class, converting those that need it. */
  static MethodHandle accepting(Class<?> block, MethodHandle handle) {
    Class<?> parameter = handle.type().parameterType(0);
    if (parameter.isAssignableFrom(block) || isJavaConversion(block, parameter)) {
      return handle;
    }
    MethodHandle converter =
        FIT.bindTo(parameter).asType(MethodType.methodType(parameter, Object.class));
    return MethodHandles.filterArguments(handle, 0, converter);
  }

  private static boolean isJavaConversion(Class<?> block, Class<?> parameter) {
    return parameter.isPrimitive()
        && (Overloads.boxed(parameter) == block || Overloads.widens(block, parameter));
  }

  /** Returns the number as the type it is to have; fails if it would change. */
  static Object fit(Class<?> parameter, Object block) {
    Object converted = convert(parameter, (Number) block);
    if (converted == null) {
      throw new IllegalArgumentException(
          "%s does not fit a parameter of type %s without loss"
              .formatted(describe(block), parameter.getTypeName()));
    }
    return converted;
  }

  /**
   * Returns the number as one of another type, or null if it would change, or the type is none of
   * the JDK's ordinary ones.
   *
   * @param parameter the type, boxed or not
   * @param number the number
   */
  public static @Nullable Number convert(Class<?> parameter, Number number) {
    Class<?> type = Overloads.boxed(parameter);
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
    return Overloads.isWrapper(number.getClass()) ? BigDecimal.valueOf(number.longValue()) : null;
  }

  /** Says what a block is; only if its text is known to be harmless does it show that, too. */
  static String describe(Object block) {
    String type = block.getClass().getTypeName();
    if (block instanceof String text) {
      String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
      return "the block \"" + shown + "\" (" + type + ")";
    }
    return Overloads.isWrapper(block.getClass())
        ? "the block " + block + " (" + type + ")"
        : "a block of type " + type;
  }
}

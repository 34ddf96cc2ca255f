package io.conveyor.stage.convert;

import java.lang.invoke.MethodType;
import java.util.List;

/** Primitive types, their boxes, and which of them Java widens to which. */
public final class Primitives {

  /** From the narrowest to the widest; {@code char} is beside {@code short}. */
  private static final List<Class<?>> WIDENING =
      List.of(byte.class, short.class, int.class, long.class, float.class, double.class);

  private Primitives() {}

  /** Returns the box of a primitive type; any other type is returned as it is. */
  public static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** Returns whether a class is the box of a primitive type. */
  static boolean isBox(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType() != type;
  }

  static boolean isNumeric(Class<?> type) {
    return Number.class.isAssignableFrom(boxed(type));
  }

  /** Returns whether Java widens values of a class, boxed or not, to a primitive type. */
  public static boolean widens(Class<?> from, Class<?> to) {
    Class<?> primitive = MethodType.methodType(from).unwrap().returnType();
    int width = primitive == char.class ? 1 : width(primitive);
    return width >= 0 && width(to) > width;
  }

  /** Returns a number that is larger for wider types; negative for what does not widen. */
  public static int width(Class<?> type) {
    return WIDENING.indexOf(type);
  }
}

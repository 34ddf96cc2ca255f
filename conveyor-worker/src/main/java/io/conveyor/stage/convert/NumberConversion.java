package io.conveyor.stage.convert;

import org.jspecify.annotations.Nullable;

/** Numbers of one type. */
final class NumberConversion implements Conversion {

  private final Class<?> type;
  private final Class<?> boxed;

  /**
   * Creates a conversion.
   *
   * @param type the type, boxed or not
   */
  NumberConversion(Class<?> type) {
    this.type = type;
    this.boxed = Primitives.boxed(type);
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || boxed.isInstance(value)) {
      return value;
    }
    Object number = value instanceof Character letter ? (Object) (int) letter : value;
    Object converted = number instanceof Number n ? Numbers.convert(boxed, n) : null;
    if (converted == null) {
      throw Misfit.of(value, type);
    }
    return converted;
  }
}

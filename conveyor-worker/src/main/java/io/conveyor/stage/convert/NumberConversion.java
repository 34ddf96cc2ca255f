package io.conveyor.stage.convert;

import org.jspecify.annotations.Nullable;

/** Numbers of one type. */
final class NumberConversion implements Conversion {

  private final Class<?> type;
  private final Class<?> boxed;

  /** Whether a text is taken for the number that it shows. */
  private final boolean texts;

  /**
   * Creates a conversion.
   *
   * @param type the type, boxed or not
   * @param texts whether a text is taken for the number that it shows
   */
  NumberConversion(Class<?> type, boolean texts) {
    this.type = type;
    this.boxed = Primitives.boxed(type);
    this.texts = texts;
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || boxed.isInstance(value)) {
      return value;
    }
    Object number = value instanceof Character letter ? (Object) (int) letter : value;
    Object converted = number instanceof Number n ? Numbers.convert(boxed, n) : null;
    if (texts && value instanceof String text) {
      converted = Numbers.parse(boxed, text);
    }
    if (converted == null) {
      throw Misfit.of(value, type);
    }
    return converted;
  }
}

package io.conveyor.stage.convert;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Optional values, of what is there or is not.
 *
 * @param type which optional
 * @param element what is to be in them
 * @param holding makes one of what is there, or of null
 */
record OptionalConversion(
    Class<?> type, Conversion element, Function<@Nullable Object, Object> holding)
    implements Conversion {

  static OptionalConversion of(Conversion element) {
    return new OptionalConversion(Optional.class, element, Optional::ofNullable);
  }

  /** Returns the one for an optional of numbers; null for any other class. */
  static @Nullable OptionalConversion ofNumbers(Class<?> type) {
    if (type == OptionalInt.class) {
      return ofNumbers(type, int.class, n -> OptionalInt.of((int) n), OptionalInt.empty());
    } else if (type == OptionalLong.class) {
      return ofNumbers(type, long.class, n -> OptionalLong.of((long) n), OptionalLong.empty());
    }
    return type == OptionalDouble.class
        ? ofNumbers(type, double.class, n -> OptionalDouble.of((double) n), OptionalDouble.empty())
        : null;
  }

  private static OptionalConversion ofNumbers(
      Class<?> type, Class<?> number, Function<Object, Object> holding, Object none) {
    return new OptionalConversion(
        type, new NumberConversion(number, true), n -> n == null ? none : holding.apply(n));
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    return type.isInstance(value) ? value : holding.apply(element.of(value));
  }
}

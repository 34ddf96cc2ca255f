package io.conveyor.stage.convert;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Optional values, of what is there or is not.
 *
 * @param element what is to be in them
 */
record OptionalConversion(Conversion element) implements Conversion {

  @Override
  public Object of(@Nullable Object value) {
    return value instanceof Optional<?> ? value : Optional.ofNullable(element.of(value));
  }
}

package io.conveyor.stage.convert;

import org.jspecify.annotations.Nullable;

/**
 * Values that are of a type already; none is converted.
 *
 * @param type the type, no primitive
 */
record InstanceConversion(Class<?> type) implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    throw Misfit.of(value, type);
  }
}

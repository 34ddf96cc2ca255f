package io.conveyor.stage.convert;

import org.jspecify.annotations.Nullable;

/** Truth values in the parts of a record, which may have been text where it came from. */
final class FlagConversion implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    }
    if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw Misfit.of(value, Boolean.class);
  }
}

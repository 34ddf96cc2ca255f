package io.conveyor.stage.convert;

import org.jspecify.annotations.Nullable;

/** Makes a value of the type that a parameter has. Immutable. */
@FunctionalInterface
public interface Conversion {

  /**
   * Returns a value of the type: the very one that is given if it fits as it is.
   *
   * @param value the value; null stays null
   * @throws UnfitBlockException if it cannot be converted without loss
   */
  @Nullable Object of(@Nullable Object value);
}

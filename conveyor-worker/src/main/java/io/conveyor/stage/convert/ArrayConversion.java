package io.conveyor.stage.convert;

import java.lang.reflect.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays, made of lists and of arrays of other types.
 *
 * @param type the array's class
 * @param component what its components are to be
 */
record ArrayConversion(Class<?> type, Conversion component) implements Conversion {

  /** Returns whether values of a class can be made arrays. */
  static boolean takes(Class<?> value) {
    return List.class.isAssignableFrom(value) || value.isArray();
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (value instanceof List<?> list) {
      return array(list.toArray(), value);
    }
    if (value.getClass().isArray()) {
      return array(value, value);
    }
    throw Misfit.of(value, type);
  }

  private Object array(Object items, Object value) {
    int length = Array.getLength(items);
    Object array = Array.newInstance(type.getComponentType(), length);
    for (int i = 0; i < length; i++) {
      set(array, i, Array.get(items, i), value);
    }
    return array;
  }

  private void set(Object array, int index, @Nullable Object item, Object value) {
    if (item == null && type.getComponentType().isPrimitive()) {
      throw Misfit.because(
          value, "does not fit %s: [%d] is null".formatted(Misfit.shown(type), index));
    }
    try {
      Array.set(array, index, component.of(item));
    } catch (UnfitBlockException e) {
      throw e.within("[" + index + "]");
    }
  }
}

package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collections, by their elements: one of which no element changes stays the very one.
 *
 * @param type the type
 * @param raw its class
 * @param element what elements are to be
 */
record CollectionConversion(Type type, Class<?> raw, Conversion element) implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Collection<?> items) || !raw.isInstance(value)) {
      throw Misfit.of(value, type);
    }
    return changes(items) ? changed(items) : items;
  }

  private boolean changes(Collection<?> items) {
    int index = 0;
    for (Object item : items) {
      if (converted(item, index++) != item) {
        return true;
      }
    }
    return false;
  }

  private Object changed(Collection<?> items) {
    Collection<@Nullable Object> copy =
        items instanceof Set ? new LinkedHashSet<>() : new ArrayList<>(items.size());
    if (!raw.isInstance(copy)) {
      throw Misfit.because(items, "has elements that do not fit " + type.getTypeName());
    }
    int index = 0;
    for (Object item : items) {
      copy.add(converted(item, index++));
    }
    return copy;
  }

  private @Nullable Object converted(@Nullable Object item, int index) {
    try {
      return element.of(item);
    } catch (UnfitBlockException e) {
      throw e.within("[" + index + "]");
    }
  }
}

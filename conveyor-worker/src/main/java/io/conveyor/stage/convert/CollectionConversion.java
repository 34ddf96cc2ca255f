package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    if (!(value instanceof Collection<?> items) || (!raw.isInstance(value) && !isMade(raw))) {
      throw Misfit.of(value, type);
    }
    return !raw.isInstance(value) || changes(items) ? changed(items) : items;
  }

  /** Returns whether collections of a type can be made of any other. */
  static boolean isMade(Class<?> raw) {
    return List.of(ArrayList.class, LinkedHashSet.class, TreeSet.class, ArrayDeque.class).stream()
        .anyMatch(raw::isAssignableFrom);
  }

  private Collection<@Nullable Object> empty(Collection<?> like) {
    if (raw.isAssignableFrom(LinkedHashSet.class) && like instanceof Set) {
      return new LinkedHashSet<>();
    } else if (raw.isAssignableFrom(ArrayList.class)) {
      return new ArrayList<>(like.size());
    } else if (raw.isAssignableFrom(LinkedHashSet.class)) {
      return new LinkedHashSet<>();
    }
    return raw.isAssignableFrom(TreeSet.class) ? new TreeSet<>() : new ArrayDeque<>();
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
    Collection<@Nullable Object> copy = empty(items);
    if (!raw.isInstance(copy)) {
      throw Misfit.because(items, "has elements that do not fit " + Misfit.shown(type));
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

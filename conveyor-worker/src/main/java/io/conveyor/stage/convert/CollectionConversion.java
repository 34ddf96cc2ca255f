package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collections, by their elements: one of which no element changes stays the very one.
 *
 * @param type the type
 * @param raw its class
 * @param maker makes an empty one; null if there is none to make
 * @param element what elements are to be
 */
record CollectionConversion(
    Type type, Class<?> raw, @Nullable Supplier<Object> maker, Conversion element)
    implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Collection<?> items) || (!raw.isInstance(value) && maker == null)) {
      throw Misfit.of(value, type);
    }
    return !raw.isInstance(value) || changes(items) ? changed(items) : items;
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
    int index = 0;
    for (Object item : items) {
      add(copy, converted(item, index++), items);
    }
    return copy;
  }

  /** A set stays one if the type leaves that open. */
  @SuppressWarnings("unchecked")
  private Collection<@Nullable Object> empty(Collection<?> like) {
    if (maker == null) {
      throw Misfit.because(like, "has elements that do not fit " + Misfit.shown(type));
    }
    return like instanceof Set && raw.isAssignableFrom(LinkedHashSet.class)
        ? new LinkedHashSet<>()
        : (Collection<@Nullable Object>) maker.get();
  }

  private void add(Collection<@Nullable Object> copy, @Nullable Object item, Object from) {
    try {
      copy.add(item);
    } catch (NullPointerException | ClassCastException | IllegalStateException e) {
      throw Misfit.because(
          from,
          "does not fit %s, which cannot hold %s"
              .formatted(Misfit.shown(type), item == null ? "null" : "its elements"));
    }
  }

  private @Nullable Object converted(@Nullable Object item, int index) {
    try {
      return element.of(item);
    } catch (UnfitBlockException e) {
      throw e.within("[" + index + "]");
    }
  }
}

package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Maps, by their keys and values: one in which nothing changes stays the very one.
 *
 * @param type the type
 * @param raw its class
 * @param maker makes an empty one; null if there is none to make
 * @param key what keys are to be
 * @param element what values are to be
 */
record MapConversion(
    Type type, Class<?> raw, @Nullable Supplier<Object> maker, Conversion key, Conversion element)
    implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map) || (!raw.isInstance(value) && maker == null)) {
      throw Misfit.of(value, type);
    }
    return !raw.isInstance(value) || changes(map) ? changed(map) : map;
  }

  private boolean changes(Map<?, ?> map) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (key(entry) != entry.getKey() || value(entry) != entry.getValue()) {
        return true;
      }
    }
    return false;
  }

  private Object changed(Map<?, ?> map) {
    if (maker == null) {
      throw Misfit.because(map, "has entries that do not fit " + Misfit.shown(type));
    }
    @SuppressWarnings("unchecked")
    Map<@Nullable Object, @Nullable Object> copy =
        (Map<@Nullable Object, @Nullable Object>) maker.get();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      put(copy, key(entry), value(entry), entry.getKey(), map);
    }
    return copy;
  }

  private void put(
      Map<@Nullable Object, @Nullable Object> copy,
      @Nullable Object key,
      @Nullable Object value,
      Object original,
      Map<?, ?> from) {
    try {
      if (!copy.containsKey(key)) {
        copy.put(key, value);
        return;
      }
    } catch (NullPointerException | ClassCastException e) {
      throw Misfit.because(
          from,
          "does not fit %s, which cannot hold its entry %s"
              .formatted(Misfit.shown(type), Misfit.entry(original)));
    }
    throw Misfit.because(
        from,
        "does not fit %s: its key %s becomes one that it has already"
            .formatted(Misfit.shown(type), Misfit.entry(original)));
  }

  private @Nullable Object key(Map.Entry<?, ?> entry) {
    try {
      return key.of(entry.getKey());
    } catch (UnfitBlockException e) {
      throw e.within(" key");
    }
  }

  private @Nullable Object value(Map.Entry<?, ?> entry) {
    try {
      return element.of(entry.getValue());
    } catch (UnfitBlockException e) {
      throw e.within(Misfit.entry(entry.getKey()));
    }
  }
}

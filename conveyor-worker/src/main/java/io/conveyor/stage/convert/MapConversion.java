package io.conveyor.stage.convert;

import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Maps, by their keys and values: one in which nothing changes stays the very one.
 *
 * @param type the type
 * @param raw its class
 * @param key what keys are to be
 * @param element what values are to be
 */
record MapConversion(Type type, Class<?> raw, Conversion key, Conversion element)
    implements Conversion {

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (!(value instanceof Map<?, ?> map) || (!raw.isInstance(value) && !isMade(raw))) {
      throw Misfit.of(value, type);
    }
    return !raw.isInstance(value) || changes(map) ? changed(map) : map;
  }

  /** Returns whether maps of a type can be made of any other. */
  static boolean isMade(Class<?> raw) {
    return raw.isAssignableFrom(LinkedHashMap.class) || raw.isAssignableFrom(TreeMap.class);
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
    Map<@Nullable Object, @Nullable Object> copy =
        raw.isAssignableFrom(LinkedHashMap.class) ? new LinkedHashMap<>() : new TreeMap<>();
    if (!raw.isInstance(copy)) {
      throw Misfit.because(map, "has entries that do not fit " + Misfit.shown(type));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = key(entry);
      if (copy.containsKey(key)) {
        throw Misfit.because(
            map,
            "does not fit %s: its key %s becomes one that it has already"
                .formatted(Misfit.shown(type), Misfit.entry(entry.getKey())));
      }
      copy.put(key, value(entry));
    }
    return copy;
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

package io.conveyor.stage.convert;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What objects that are made of maps have in common. */
final class Parts {

  private Parts() {}

  /** Returns a part of a map as it is to be. */
  static @Nullable Object of(
      Map<?, ?> map, String name, Class<?> type, Conversion conversion, Class<?> owner) {
    Object value = map.get(name);
    if (value == null && type.isPrimitive()) {
      throw Misfit.because(
          map, "does not fit %s: its %s is null".formatted(owner.getTypeName(), name));
    }
    try {
      return conversion.of(value);
    } catch (UnfitBlockException e) {
      throw e.within("." + name);
    }
  }

  /** Returns the first keys of a map, for messages. */
  static List<String> shown(Map<?, ?> map) {
    return map.keySet().stream().limit(20).map(String::valueOf).toList();
  }

  /** Returns what a user's constructor or method threw, to be thrown. */
  static RuntimeException thrown(InvocationTargetException e) {
    Throwable thrown = Objects.requireNonNull(e.getCause());
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known
        ? known
        : new UndeclaredThrowableException(thrown);
  }
}

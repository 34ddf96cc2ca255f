package io.conveyor.stage.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of a class, made of maps from the names of components to their values. */
final class RecordConversion implements Conversion {

  private final Class<?> type;
  private final Map<String, Conversion> components = new LinkedHashMap<>();

  private final Constructor<?> constructor;

  RecordConversion(Class<?> type) {
    this.type = type;
    this.constructor = canonical(type);
  }

  private static Constructor<?> canonical(Class<?> type) {
    Class<?>[] types =
        Stream.of(type.getRecordComponents())
            .map(component -> component.getType())
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.trySetAccessible();
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type.getTypeName() + " has no canonical constructor", e);
    }
  }

  /** Sets what components are to be: later, as a record may have itself among its components. */
  void components(Function<RecordComponent, Conversion> conversions) {
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(component.getName(), conversions.apply(component));
    }
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw Misfit.of(value, type);
    }
    UnfitBlockException misnamed = Parts.misnamed(map, type, components.keySet(), required());
    if (misnamed != null) {
      throw misnamed;
    }
    return made(
        Stream.of(type.getRecordComponents()).map(component -> part(component, map)).toArray());
  }

  /** What is optional need not be there. */
  private List<String> required() {
    return components.entrySet().stream()
        .filter(component -> !(component.getValue() instanceof OptionalConversion))
        .map(Map.Entry::getKey)
        .toList();
  }

  private @Nullable Object part(RecordComponent component, Map<?, ?> map) {
    String name = component.getName();
    Conversion conversion = Objects.requireNonNull(components.get(name));
    return Parts.of(map, name, component.getType(), conversion, type);
  }

  private Object made(@Nullable Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw Parts.thrown(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getTypeName(), e);
    }
  }
}

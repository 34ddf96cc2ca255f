package io.conveyor.stage.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records of a class, made of maps from the names of components to their values. */
final class RecordConversion implements Conversion {

  private final Class<?> type;
  private final Constructor<?> constructor;

  /** In the order of the constructor's parameters: the JVM makes the list anew for who asks. */
  private Component[] components = {};

  private record Component(String name, Class<?> type, Conversion conversion) {

    /** What is optional need not be there. */
    boolean isRequired() {
      return !(conversion instanceof OptionalConversion);
    }
  }

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
    List<Component> all = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      all.add(
          new Component(component.getName(), component.getType(), conversions.apply(component)));
    }
    components = all.toArray(Component[]::new);
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw Misfit.of(value, type);
    }
    if (!isNamedRight(map)) {
      throw Parts.misnamed(map, type, names(components), names(required()));
    }
    @Nullable Object[] parts = new @Nullable Object[components.length];
    for (int i = 0; i < parts.length; i++) {
      Component part = components[i];
      parts[i] = Parts.of(map, part.name(), part.type(), part.conversion(), type);
    }
    return made(parts);
  }

  private boolean isNamedRight(Map<?, ?> map) {
    int found = 0;
    for (Component component : components) {
      if (map.containsKey(component.name())) {
        found++;
      } else if (component.isRequired()) {
        return false;
      }
    }
    return found == map.size();
  }

  private Component[] required() {
    return Stream.of(components).filter(Component::isRequired).toArray(Component[]::new);
  }

  private static List<String> names(Component[] components) {
    return Arrays.stream(components).map(Component::name).toList();
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

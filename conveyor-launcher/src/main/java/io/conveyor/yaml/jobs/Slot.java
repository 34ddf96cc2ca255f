package io.conveyor.yaml.jobs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that needs a value.
 *
 * @param name its name, or null if the class file does not have it
 * @param type its type
 */
record Slot(@Nullable String name, Type type) {

  static List<Slot> of(List<Parameter> parameters) {
    return parameters.stream()
        .map(p -> new Slot(p.isNamePresent() ? p.getName() : null, p.getParameterizedType()))
        .toList();
  }

  /** Returns the parameters of a constructor; those of records have their names always. */
  static List<Slot> of(Constructor<?> constructor) {
    Class<?> type = constructor.getDeclaringClass();
    return type.isRecord() && isCanonical(constructor)
        ? ofRecord(type)
        : of(List.of(constructor.getParameters()));
  }

  /** Returns the components of a record. */
  static List<Slot> ofRecord(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .map(component -> new Slot(component.getName(), component.getGenericType()))
        .toList();
  }

  /** Returns whether a constructor of a record takes its components. */
  static boolean isCanonical(Constructor<?> constructor) {
    Class<?>[] components =
        Stream.of(constructor.getDeclaringClass().getRecordComponents())
            .map(component -> component.getType())
            .toArray(Class<?>[]::new);
    return Arrays.equals(constructor.getParameterTypes(), components);
  }

  /** Returns a type in a user's words. */
  static String shown(Type type) {
    return type.getTypeName().replace('$', '.');
  }

  /** Returns name and type as far as they are known. */
  @Override
  public String toString() {
    return name == null ? shown(type) : "'" + name + "' (" + shown(type) + ")";
  }
}

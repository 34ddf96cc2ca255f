package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fields of objects of users' classes, whatever access they have. */
final class ObjectFields {

  private ObjectFields() {}

  /** Returns all fields that objects of a class have, its own last. */
  static List<Field> all(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> c = type; c != null && !isForeign(c); c = c.getSuperclass()) {
      List<Field> declared = new ArrayList<>(List.of(c.getDeclaredFields()));
      declared.removeIf(field -> !isOfObject(field));
      Collections.reverse(declared);
      all.addAll(declared);
    }
    Collections.reverse(all);
    return all;
  }

  /** Returns the superclass whose fields the JDK keeps to itself; null if there is none. */
  static @Nullable Class<?> foreign(Class<?> type) {
    for (Class<?> c = type.getSuperclass(); c != null; c = c.getSuperclass()) {
      boolean plain = c == Object.class || c == Record.class || c == Enum.class;
      if (isForeign(c)
          && !plain
          && Stream.of(c.getDeclaredFields()).anyMatch(ObjectFields::isOfObject)) {
        return c;
      }
    }
    return null;
  }

  private static boolean isOfObject(Field field) {
    return !Modifier.isStatic(field.getModifiers());
  }

  /** Returns whether a class is part of the JDK, which keeps its fields to itself. */
  static boolean isForeign(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /** Reads a field; of no object if it is static. */
  static @Nullable Object get(Field field, @Nullable Object of) {
    try {
      field.setAccessible(true);
      return field.get(of);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + shown(field) + ": " + e.getMessage(), e);
    }
  }

  /** Sets a field, also a final one. */
  static void set(Field field, @Nullable Object of, @Nullable Object value) {
    try {
      field.setAccessible(true);
      field.set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot set " + shown(field) + ": " + e.getMessage(), e);
    }
  }

  /** Returns a field as messages name it, with its type. */
  static String described(Field field) {
    String kind = isOfObject(field) ? "" : "static ";
    return "%s%s (%s)".formatted(kind, shown(field), field.getType().getTypeName());
  }

  private static String shown(Field field) {
    return field.getDeclaringClass().getTypeName().replace('$', '.') + "." + field.getName();
  }
}

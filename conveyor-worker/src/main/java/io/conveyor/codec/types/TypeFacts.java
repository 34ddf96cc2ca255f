package io.conveyor.codec.types;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;

/** What decides how a class is sent. */
public final class TypeFacts {

  private static final Set<String> HOOKS =
      Set.of("writeObject", "readObject", "writeReplace", "readResolve");

  private TypeFacts() {}

  /** Returns whether a class is part of the JDK, which keeps its fields to itself. */
  public static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  /**
   * Returns whether a class has code of its own for Java serialization, which must then be used.
   */
  public static boolean serializesItself(Class<?> type) {
    if (Externalizable.class.isAssignableFrom(type)) {
      return true;
    }
    for (Class<?> c = type;
        c != null && Serializable.class.isAssignableFrom(c);
        c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (HOOKS.contains(method.getName()) && !Modifier.isStatic(method.getModifiers())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether a class inherits fields from one of the JDK. */
  public static boolean hasHiddenState(Class<?> type) {
    for (Class<?> c = type.getSuperclass(); c != null; c = c.getSuperclass()) {
      if (isOfJdk(c)) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

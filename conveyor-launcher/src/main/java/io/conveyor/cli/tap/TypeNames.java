package io.conveyor.cli.tap;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What a source may call a class. */
final class TypeNames {

  private TypeNames() {}

  /** Returns the name of a class; if it has none that all may use, of something above it. */
  static String of(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> candidate : candidates(each)) {
        if (isUsable(candidate)) {
          return candidate.getCanonicalName();
        }
      }
    }
    return "Object";
  }

  private static List<Class<?>> candidates(Class<?> type) {
    List<Class<?>> all = new ArrayList<>(List.of(type));
    all.addAll(List.of(type.getInterfaces()));
    return all;
  }

  /** What is not public may be used in its own package, which the JDK's are not. */
  private static boolean isUsable(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.getCanonicalName() == null || Modifier.isPrivate(element.getModifiers())) {
      return false;
    }
    return element.isPrimitive()
        || Modifier.isPublic(element.getModifiers())
        || element.getClassLoader() instanceof TapClasses;
  }
}

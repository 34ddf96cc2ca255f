package io.conveyor.stage.convert;

import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes empty collections and maps of the types that jobs declare, as far as the JDK has them. */
final class Containers {

  /** What is made for an interface: the first that fits. */
  private record Usual(Class<?> type, Supplier<Object> maker) {}

  private static final List<Usual> USUAL =
      List.of(
          new Usual(ArrayList.class, ArrayList::new),
          new Usual(LinkedHashSet.class, LinkedHashSet::new),
          new Usual(TreeSet.class, TreeSet::new),
          new Usual(ArrayDeque.class, ArrayDeque::new),
          new Usual(LinkedHashMap.class, LinkedHashMap::new),
          new Usual(TreeMap.class, TreeMap::new));

  private Containers() {}

  /** Returns whether there are any of a class. */
  static boolean areMade(Class<?> raw) {
    return isOfEnums(raw)
        || isPlain(raw)
        || USUAL.stream().anyMatch(usual -> raw.isAssignableFrom(usual.type()));
  }

  /**
   * Returns what makes them of a type; null if there are none.
   *
   * @param raw the type's class
   */
  static @Nullable Supplier<Object> maker(Type type, Class<?> raw) {
    for (Usual usual : USUAL) {
      if (raw.isAssignableFrom(usual.type())) {
        return usual.maker();
      }
    }
    return isOfEnums(raw) ? ofEnums(type, raw) : isPlain(raw) ? () -> plain(raw) : null;
  }

  private static boolean isOfEnums(Class<?> raw) {
    return raw == EnumSet.class || raw == EnumMap.class;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Supplier<Object> ofEnums(Type type, Class<?> raw) {
    if (!(type instanceof ParameterizedType generic)
        || !(generic.getActualTypeArguments()[0] instanceof Class<?> constants)
        || !constants.isEnum()) {
      return null;
    }
    Class<? extends Enum> known = constants.asSubclass(Enum.class);
    return raw == EnumMap.class ? () -> new EnumMap(known) : () -> EnumSet.noneOf(known);
  }

  private static boolean isPlain(Class<?> raw) {
    return (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw))
        && raw.getName().startsWith("java.util.")
        && !Modifier.isAbstract(raw.getModifiers())
        && Modifier.isPublic(raw.getModifiers())
        && List.of(raw.getConstructors()).stream().anyMatch(Containers::takesNothing);
  }

  private static boolean takesNothing(Constructor<?> constructor) {
    return constructor.getParameterCount() == 0;
  }

  private static Object plain(Class<?> raw) {
    try {
      return raw.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(raw + " cannot be made", e);
    }
  }
}

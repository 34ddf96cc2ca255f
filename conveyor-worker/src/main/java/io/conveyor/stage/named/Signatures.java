package io.conveyor.stage.named;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods and constructors that code outside a class can call. Initializes no class. */
public final class Signatures {

  private Signatures() {}

  /** Returns the methods of a class: its own and inherited ones, most derived first. */
  public static List<Method> methods(Class<?> type) {
    Map<List<Object>, Method> found = new LinkedHashMap<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      addTo(found, Arrays.stream(c.getDeclaredMethods()));
    }
    addTo(found, Arrays.stream(type.getMethods()));
    return List.copyOf(found.values());
  }

  private static void addTo(Map<List<Object>, Method> found, Stream<Method> methods) {
    methods
        .filter(method -> !method.isSynthetic() && isCallable(method))
        .forEach(
            method ->
                found.putIfAbsent(
                    List.of(method.getName(), List.of(method.getParameterTypes())), method));
  }

  /** Returns the constructors of a class; none if it is abstract, or needs an outer object. */
  public static List<Constructor<?>> constructors(Class<?> type) {
    boolean inner = type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
    return inner || Modifier.isAbstract(type.getModifiers())
        ? List.of()
        : Arrays.stream(type.getDeclaredConstructors())
            .filter(made -> !made.isSynthetic() && isCallable(made))
            .toList();
  }

  /** Returns whether a class has a no-argument constructor that can be used. */
  public static boolean isInstantiable(Class<?> type) {
    return constructors(type).stream().anyMatch(made -> made.getParameterCount() == 0);
  }

  /** The same in every JVM, whatever packages its command line opens. */
  private static boolean isCallable(Executable member) {
    Class<?> owner = member.getDeclaringClass();
    if (!owner.getModule().isNamed()) {
      return !Modifier.isPrivate(member.getModifiers());
    }
    return Modifier.isPublic(member.getModifiers())
        && Modifier.isPublic(owner.getModifiers())
        && owner.getModule().isExported(owner.getPackageName());
  }

  /**
   * Returns the types of the parameters in full, as they are written in Java, between commas:
   * {@code int, java.util.Map.Entry}.
   */
  public static String parameters(Executable member) {
    return parameters(member, type -> type.getTypeName().replace('$', '.'));
  }

  static String parameters(Executable member, Function<Class<?>, String> naming) {
    return Arrays.stream(member.getParameterTypes()).map(naming).collect(Collectors.joining(", "));
  }
}

package io.conveyor.worker.jobs;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one name that a block can be given to, and the choice among them, which is Java's
 * for an argument of the block's class: the very type (boxed or not), else the narrowest wider
 * primitive, else the nearest supertype. Immutable.
 *
 * <p>A method that has no overload takes more: any number that fits its parameter without loss.
 */
public final class Overloads {

  private static final List<Class<?>> WIDENING =
      List.of(byte.class, short.class, int.class, long.class, float.class, double.class);

  private final List<Overload> all;

  private Overloads(List<Overload> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Finds the methods of a class that take one argument, or none (they are called on the block).
   * Instance methods that take an argument count only if the class has a no-argument constructor.
   * Does not initialize the class.
   *
   * @param type the class
   * @param name the methods' name
   * @throws LinkageError if a type in the class's signatures is missing
   */
  public static Overloads of(Class<?> type, String name) {
    return new Overloads(
        methods(type).stream()
            .filter(method -> method.getName().equals(name) && takesBlock(method))
            .map(method -> Overload.of(type, method))
            .filter(overload -> !overload.needsInstance() || isInstantiable(type))
            .toList());
  }

  /** Returns whether a class has a no-argument constructor that can be used. */
  public static boolean isInstantiable(Class<?> type) {
    return !Modifier.isAbstract(type.getModifiers())
        && Arrays.stream(type.getDeclaredConstructors())
            .anyMatch(made -> made.getParameterCount() == 0 && made.trySetAccessible());
  }

  /**
   * Returns the methods of a class that code outside it can call: its own and inherited ones, most
   * derived first. Does not initialize the class.
   */
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

  private static boolean isCallable(Method method) {
    int modifiers = method.getModifiers();
    boolean offered =
        Modifier.isPublic(modifiers)
            || (!Modifier.isPrivate(modifiers)
                && !method.getDeclaringClass().getModule().isNamed());
    return offered && method.trySetAccessible();
  }

  private static boolean takesBlock(Method method) {
    int parameters = method.getParameterCount();
    return parameters == 1 || (parameters == 0 && !Modifier.isStatic(method.getModifiers()));
  }

  /** Returns all of them, in no order that could be relied on. */
  public List<Overload> all() {
    return all;
  }

  /**
   * Returns only what the words between parentheses choose.
   *
   * @param selector a type's name, simple or in full, such as {@code double} or {@code String};
   *     empty for the method that is called on the block
   */
  public Overloads select(String selector) {
    return new Overloads(
        all.stream()
            .filter(
                overload ->
                    overload.selector().equals(selector)
                        || overload.simpleSelector().equals(selector))
            .toList());
  }

  /**
   * Returns two that some block would fit equally well, so that one has to be chosen in writing.
   *
   * @return the two, or an empty list if every block has its one best method
   */
  public List<Overload> ambiguous() {
    for (Overload first : all) {
      for (Overload second : all) {
        if (!first.equals(second) && areAmbiguous(first.parameter(), second.parameter())) {
          return List.of(first, second);
        }
      }
    }
    return List.of();
  }

  private boolean areAmbiguous(Class<?> first, Class<?> second) {
    if (boxed(first) == boxed(second)) {
      return true;
    }
    return canShareObject(first, second)
        && all.stream()
            .map(Overload::parameter)
            .noneMatch(third -> first.isAssignableFrom(third) && second.isAssignableFrom(third));
  }

  /** Neither extends the other, and yet one object can be of both types. */
  private static boolean canShareObject(Class<?> first, Class<?> second) {
    return !first.isAssignableFrom(second)
        && !second.isAssignableFrom(first)
        && isOpenFor(first, second)
        && isOpenFor(second, first);
  }

  private static boolean isOpenFor(Class<?> type, Class<?> other) {
    return type.isInterface() || (other.isInterface() && !Modifier.isFinal(type.getModifiers()));
  }

  /**
   * Chooses the method for blocks of a class.
   *
   * @return the one, or null if none takes such a block, or several do equally well
   */
  public @Nullable Overload choose(Class<?> block) {
    List<Overload> exact = where(parameter -> boxed(parameter) == block);
    if (!exact.isEmpty()) {
      return only(exact);
    }
    List<Overload> wider = new ArrayList<>(where(parameter -> widens(block, parameter)));
    if (!wider.isEmpty()) {
      return Collections.min(
          wider, (a, b) -> WIDENING.indexOf(a.parameter()) - WIDENING.indexOf(b.parameter()));
    }
    List<Overload> supertypes = where(parameter -> parameter.isAssignableFrom(block));
    if (!supertypes.isEmpty()) {
      return mostSpecific(supertypes);
    }
    return only(where(parameter -> isNumeric(parameter) && isNumeric(block)));
  }

  private List<Overload> where(Predicate<Class<?>> fits) {
    return all.stream().filter(overload -> fits.test(overload.parameter())).toList();
  }

  private @Nullable Overload only(List<Overload> fitting) {
    return fitting.size() == 1 ? fitting.get(0) : null;
  }

  private static @Nullable Overload mostSpecific(List<Overload> supertypes) {
    return supertypes.stream()
        .filter(
            candidate ->
                supertypes.stream()
                    .allMatch(other -> other.parameter().isAssignableFrom(candidate.parameter())))
        .findFirst()
        .orElse(null);
  }

  static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  /** Returns whether a class is the box of a primitive type. */
  static boolean isWrapper(Class<?> type) {
    return MethodType.methodType(type).unwrap().returnType() != type;
  }

  static boolean isNumeric(Class<?> type) {
    return Number.class.isAssignableFrom(boxed(type));
  }

  static boolean widens(Class<?> block, Class<?> parameter) {
    Class<?> primitive = MethodType.methodType(block).unwrap().returnType();
    int from = primitive == char.class ? 1 : WIDENING.indexOf(primitive);
    return from >= 0 && WIDENING.indexOf(parameter) > from;
  }
}

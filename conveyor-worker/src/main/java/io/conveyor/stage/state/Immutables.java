package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What never changes once it is made, down to its last part: a final field of it holds no state.
 * Where this cannot be seen, it is not assumed.
 */
final class Immutables {

  /** Deeper structures are rare, and taken to be able to change. */
  private static final int MOST_DEPTH = 16;

  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          Boolean.class,
          Byte.class,
          Short.class,
          Character.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Void.class,
          Class.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Pattern.class,
          Locale.class,
          Currency.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  /** Its owner writes to it, and keeps nothing in it that a result could depend on. */
  private static final Set<String> LOGGERS =
      Set.of(
          "java.lang.System$Logger",
          "java.util.logging.Logger",
          "org.slf4j.Logger",
          "org.apache.commons.logging.Log",
          "org.apache.logging.log4j.Logger");

  private static final String FIXED_COLLECTIONS = "java.util.ImmutableCollections$";

  private Immutables() {}

  /** Returns whether all values of a type, as a field declares it, never change. */
  static boolean isType(Type type) {
    return isType(type, new HashSet<>());
  }

  private static boolean isType(Type type, Set<Type> open) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Optional.class
          ? isType(generic.getActualTypeArguments()[0], open)
          : isType(generic.getRawType(), open);
    }
    return type instanceof Class<?> plain
        && (isLeaf(plain)
            || (plain.isEnum() ? isFixedEnum(plain, open) : isFixedClass(plain, open)));
  }

  /** Functions are what enums have, and seldom hold anything; their values tell in the worker. */
  private static boolean isFixedEnum(Class<?> type, Set<Type> open) {
    return !open.add(type)
        || ObjectFields.all(type).stream()
            .allMatch(
                field ->
                    Modifier.isFinal(field.getModifiers())
                        && (field.getType().isAnnotationPresent(FunctionalInterface.class)
                            || isType(field.getGenericType(), open)));
  }

  /** A record of itself, as a list of links is, is as fixed as the rest of it. */
  private static boolean isFixedClass(Class<?> type, Set<Type> open) {
    boolean whole = Modifier.isFinal(type.getModifiers()) && ObjectFields.foreign(type) == null;
    if (ObjectFields.isForeign(type) || type.isArray() || !whole) {
      return false;
    }
    return !open.add(type)
        || ObjectFields.all(type).stream()
            .allMatch(
                field ->
                    Modifier.isFinal(field.getModifiers()) && isType(field.getGenericType(), open));
  }

  /** Returns whether a value never changes. */
  static boolean isValue(@Nullable Object value) {
    return isValue(value, 0);
  }

  private static boolean isValue(@Nullable Object value, int depth) {
    if (value == null || isLeaf(value.getClass())) {
      return true;
    }
    if (depth == MOST_DEPTH) {
      return false;
    }
    if (value.getClass().getName().startsWith(FIXED_COLLECTIONS)) {
      return parts(value).stream().allMatch(part -> isValue(part, depth + 1));
    }
    Class<?> type = value.getClass();
    if (value instanceof Enum) {
      return isFixed(value, depth);
    }
    return !ObjectFields.isForeign(type)
        && !type.isArray()
        && ObjectFields.foreign(type) == null
        && isFixed(value, depth);
  }

  private static Collection<?> parts(Object fixed) {
    if (fixed instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .flatMap(entry -> Arrays.asList(entry.getKey(), entry.getValue()).stream())
          .toList();
    }
    return fixed instanceof Collection<?> all ? all : List.of(new Object[1]);
  }

  private static boolean isFixed(Object value, int depth) {
    for (Field field : ObjectFields.all(value.getClass())) {
      if (!Modifier.isFinal(field.getModifiers())
          || !isValue(ObjectFields.get(field, value), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLeaf(Class<?> type) {
    return type.isPrimitive()
        || LEAVES.contains(type)
        || Path.class.isAssignableFrom(type)
        || Charset.class.isAssignableFrom(type)
        || (type.getName().startsWith("java.time.") && !type.isInterface())
        || isLogger(type);
  }

  /** Returns whether objects of a class write a log. */
  static boolean isLogger(Class<?> type) {
    return LOGGERS.contains(type.getName())
        || Arrays.stream(type.getInterfaces()).anyMatch(Immutables::isLogger);
  }
}

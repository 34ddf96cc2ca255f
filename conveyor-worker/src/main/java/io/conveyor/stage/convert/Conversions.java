package io.conveyor.stage.convert;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Year;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the conversion to a type. */
public final class Conversions {

  private final Map<Class<?>, Conversion> made = new HashMap<>();

  private Conversions() {}

  /**
   * Returns the conversion to a type, or null if values of it are never converted. Elements that
   * could not be converted anyway, as those of {@code List<String>}, are not looked at.
   *
   * @param type the type, as a method or a class declares it
   */
  public static @Nullable Conversion to(Type type) {
    return new Conversions().ifAny(type);
  }

  /** Returns whether a conversion to a class could take values of another one. */
  public static boolean isPossible(Class<?> from, Class<?> to) {
    return (Primitives.isNumeric(from) && Primitives.isNumeric(to))
        || (to.isArray() && ArrayConversion.takes(from))
        || (Map.class.isAssignableFrom(from) && (to.isRecord() || BeanConversion.takes(to)))
        || (CharSequence.class.isAssignableFrom(from) && TextConversion.takes(to))
        || (Primitives.isNumeric(from) && to == Year.class)
        || isOther(from, to, Collection.class)
        || isOther(from, to, Map.class);
  }

  private static boolean isOther(Class<?> from, Class<?> to, Class<?> kind) {
    return kind.isAssignableFrom(from) && kind.isAssignableFrom(to) && Containers.areMade(to);
  }

  /**
   * Returns what to throw for a block that a job failed to cast.
   *
   * @param failure what the job threw
   * @param block the block
   * @param type the type that the job takes
   * @param job the name of the job
   * @return what names the part that does not fit; the failure itself if the block fits
   */
  public static RuntimeException explained(
      ClassCastException failure, Object block, Type type, Object job) {
    try {
      new Conversions().exact(type).of(block);
      return failure;
    } catch (UnfitBlockException e) {
      UnfitBlockException named = e.of(job);
      named.initCause(failure);
      return named;
    }
  }

  private @Nullable Conversion ifAny(Type type) {
    if (type instanceof WildcardType wildcard) {
      return ifAny(wildcard.getUpperBounds()[0]);
    }
    Class<?> raw = rawOf(type);
    if (Primitives.isNumeric(raw) && raw != Number.class) {
      return new NumberConversion(raw, false);
    } else if (TextConversion.takes(raw)) {
      return new TextConversion(raw);
    } else if (raw.isArray()) {
      return new ArrayConversion(raw, exact(component(type)));
    } else if (raw.isRecord()) {
      return ofRecord(raw);
    } else if (BeanConversion.takes(raw)) {
      return ofBean(raw);
    }
    return type instanceof ParameterizedType generic ? ofElements(generic, raw) : null;
  }

  private @Nullable Conversion ofElements(ParameterizedType type, Class<?> raw) {
    Type[] arguments = type.getActualTypeArguments();
    if (isCollection(raw, arguments)) {
      Conversion element = ifAny(arguments[0]);
      return element == null && isList(raw)
          ? null
          : new CollectionConversion(type, raw, Containers.maker(type, raw), orNone(element));
    } else if (raw == Optional.class) {
      return OptionalConversion.of(part(arguments[0]));
    } else if (isMap(raw, arguments)) {
      Conversion key = ifAny(arguments[0]) == null ? null : part(arguments[0]);
      Conversion value = ifAny(arguments[1]);
      return key == null && value == null && raw.isAssignableFrom(LinkedHashMap.class)
          ? null
          : new MapConversion(type, raw, Containers.maker(type, raw), orNone(key), orNone(value));
    }
    return null;
  }

  /** Lists are what JSON and YAML have, so that most blocks are some already. */
  private static boolean isList(Class<?> raw) {
    return raw.isAssignableFrom(ArrayList.class);
  }

  private static Conversion orNone(@Nullable Conversion conversion) {
    return conversion == null ? value -> value : conversion;
  }

  /** Returns a conversion that also refuses what is of another type and cannot be converted. */
  private Conversion exact(Type type) {
    if (type instanceof WildcardType wildcard) {
      return exact(wildcard.getUpperBounds()[0]);
    }
    Class<?> raw = rawOf(type);
    if (type instanceof ParameterizedType generic && !raw.isRecord()) {
      Type[] arguments = generic.getActualTypeArguments();
      if (isCollection(raw, arguments)) {
        return new CollectionConversion(
            type, raw, Containers.maker(type, raw), exact(arguments[0]));
      } else if (raw == Optional.class) {
        return OptionalConversion.of(part(arguments[0]));
      } else if (isMap(raw, arguments)) {
        return new MapConversion(
            type, raw, Containers.maker(type, raw), part(arguments[0]), exact(arguments[1]));
      }
    }
    Conversion conversion = ifAny(type instanceof ParameterizedType ? raw : type);
    return conversion == null ? new InstanceConversion(Primitives.boxed(raw)) : conversion;
  }

  /** Returns a conversion to a part of a record, which may have been text where it came from. */
  private Conversion part(Type type) {
    Class<?> raw = rawOf(type);
    if (Primitives.isNumeric(raw) && raw != Number.class) {
      return new NumberConversion(raw, true);
    }
    Conversion optional = OptionalConversion.ofNumbers(raw);
    if (optional != null) {
      return optional;
    }
    return Primitives.boxed(raw) == Boolean.class ? Conversions::flag : exact(type);
  }

  private static @Nullable Object flag(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return value;
    } else if (value.equals("true") || value.equals("false")) {
      return value.equals("true");
    }
    throw Misfit.of(value, Boolean.class);
  }

  private Conversion ofRecord(Class<?> type) {
    Conversion known = made.get(type);
    if (known != null) {
      return known;
    }
    RecordConversion conversion = new RecordConversion(type);
    made.put(type, conversion);
    conversion.components((RecordComponent component) -> part(component.getGenericType()));
    return conversion;
  }

  private Conversion ofBean(Class<?> type) {
    Conversion known = made.get(type);
    if (known != null) {
      return known;
    }
    BeanConversion conversion = new BeanConversion(type);
    made.put(type, conversion);
    conversion.properties(this::part);
    return conversion;
  }

  private static boolean isCollection(Class<?> raw, Type[] arguments) {
    return arguments.length == 1
        && (Collection.class.isAssignableFrom(raw) || raw == Iterable.class);
  }

  private static boolean isMap(Class<?> raw, Type[] arguments) {
    return arguments.length == 2 && Map.class.isAssignableFrom(raw);
  }

  private static Type component(Type array) {
    return array instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : Objects.requireNonNull(rawOf(array).getComponentType());
  }

  /** Returns the class of a type; that of a type variable is as good as unknown. */
  private static Class<?> rawOf(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    } else if (type instanceof ParameterizedType generic) {
      return (Class<?>) generic.getRawType();
    }
    return type instanceof GenericArrayType array
        ? Array.newInstance(rawOf(array.getGenericComponentType()), 0).getClass()
        : Object.class;
  }
}

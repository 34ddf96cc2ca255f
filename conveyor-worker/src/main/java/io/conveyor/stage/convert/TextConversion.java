package io.conveyor.stage.convert;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values that are written as text: constants of enums by their names, dates and times as ISO 8601
 * has them, paths, URIs, UUIDs, and characters.
 */
final class TextConversion implements Conversion {

  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.of(
          Path.class, Path::of,
          File.class, File::new,
          URI.class, URI::create,
          UUID.class, UUID::fromString,
          ZoneId.class, ZoneId::of,
          ZoneOffset.class, ZoneOffset::of,
          Character.class, TextConversion::character);

  private final Class<?> type;
  private final Function<String, Object> parser;

  /**
   * Creates a conversion.
   *
   * @param type one that {@link #takes} holds for
   */
  TextConversion(Class<?> type) {
    this.type = Primitives.boxed(type);
    this.parser = type.isEnum() ? this::constant : PARSERS.getOrDefault(this.type, this::parsed);
  }

  /** Returns whether values of a type are written as text. */
  static boolean takes(Class<?> type) {
    return type.isEnum()
        || PARSERS.containsKey(Primitives.boxed(type))
        || (type.getName().startsWith("java.time.") && hasParser(type));
  }

  private static boolean hasParser(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(
            method ->
                method.getName().equals("parse")
                    && Arrays.equals(
                        method.getParameterTypes(), new Class<?>[] {CharSequence.class}));
  }

  @Override
  public @Nullable Object of(@Nullable Object value) {
    if (value == null || type.isInstance(value)) {
      return value;
    }
    if (!(value instanceof CharSequence || isYear(value))) {
      throw Misfit.of(value, type);
    }
    try {
      return parser.apply(value.toString());
    } catch (RuntimeException e) {
      throw Misfit.because(
          value, "does not fit %s: %s".formatted(Misfit.shown(type), e.getMessage()));
    }
  }

  /** Everyone writes a year as a number, and JSON has a number for it. */
  private boolean isYear(Object value) {
    return type == Year.class && (value instanceof Integer || value instanceof Long);
  }

  private static Object character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("it has %d characters".formatted(text.length()));
    }
    return text.charAt(0);
  }

  private Object constant(String name) {
    Object[] constants = Objects.requireNonNull(type.getEnumConstants());
    return Arrays.stream(constants)
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it is none of "
                        + Arrays.stream(constants)
                            .map(constant -> ((Enum<?>) constant).name())
                            .collect(Collectors.joining(", "))));
  }

  private Object parsed(String text) {
    try {
      return type.getMethod("parse", CharSequence.class).invoke(null, text);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot parse a " + Misfit.shown(type), e);
    }
  }
}

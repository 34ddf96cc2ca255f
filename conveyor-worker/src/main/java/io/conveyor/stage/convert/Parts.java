package io.conveyor.stage.convert;

import io.conveyor.spi.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What objects that are made of maps have in common. */
final class Parts {

  private static final int MOST_SHOWN = 20;

  private Parts() {}

  /**
   * Returns what to throw for the names in a map, some of which are wrong.
   *
   * @param map the map
   * @param type the class of the object
   * @param known what names there may be
   * @param required what names there must be
   */
  static UnfitBlockException misnamed(
      Map<?, ?> map, Class<?> type, Collection<String> known, Collection<String> required) {
    List<String> given = map.keySet().stream().map(String::valueOf).toList();
    List<String> surplus = given.stream().filter(name -> !known.contains(name)).toList();
    List<String> missing = required.stream().filter(name -> !given.contains(name)).toList();
    List<String> wrong = new ArrayList<>();
    if (!surplus.isEmpty()) {
      wrong.add("surplus: " + shown(surplus.stream().map(name -> near(name, known)).toList()));
    }
    if (!missing.isEmpty()) {
      wrong.add("missing: " + shown(missing));
    }
    return Misfit.because(
        map,
        "does not fit %s: %s; %s"
            .formatted(
                Misfit.shown(type),
                String.join("; ", wrong),
                remedy(type, missing.isEmpty(), surplus.isEmpty())));
  }

  private static String near(String name, Collection<String> known) {
    String nearest = Nearest.to(name, known);
    return nearest == null ? name : "%s (did you mean %s?)".formatted(name, nearest);
  }

  private static String shown(List<String> names) {
    int more = names.size() - MOST_SHOWN;
    String first = String.join(", ", names.subList(0, Math.min(names.size(), MOST_SHOWN)));
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  /** What is optional may be missing. */
  private static String remedy(Class<?> type, boolean complete, boolean missesOnly) {
    String parts = type.isRecord() ? "components" : "fields";
    String change =
        complete
            ? "add %s for that".formatted(parts)
            : missesOnly ? "make Optional what may be missing" : "name the %s so".formatted(parts);
    return change + ", or let the method take a Map";
  }

  /** Returns a part of a map as it is to be. */
  static @Nullable Object of(
      Map<?, ?> map, String name, Class<?> type, Conversion conversion, Class<?> owner) {
    Object value = map.get(name);
    if (value == null && type.isPrimitive()) {
      throw Misfit.because(
          map, "does not fit %s: its %s is null".formatted(Misfit.shown(owner), name));
    }
    try {
      return conversion.of(isEmptyCell(map, value, type) ? noCell(type) : value);
    } catch (UnfitBlockException e) {
      throw e.within("." + name);
    }
  }

  /** A text may well be empty, so that an empty cell is one where a text is wanted. */
  private static boolean isEmptyCell(Map<?, ?> map, @Nullable Object value, Class<?> type) {
    return map instanceof Row && "".equals(value) && !type.isInstance(value);
  }

  private static @Nullable Object noCell(Class<?> type) {
    if (type.isPrimitive()) {
      String boxed = Primitives.boxed(type).getSimpleName();
      throw Misfit.because(
          "",
          "does not fit %s: the cell is empty; that fits Optional<%s>, and %s, which is null then"
              .formatted(type, boxed, boxed));
    }
    return null;
  }

  /** Returns what a user's constructor or method threw, to be thrown. */
  static RuntimeException thrown(InvocationTargetException e) {
    Throwable thrown = Objects.requireNonNull(e.getCause());
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known
        ? known
        : new UndeclaredThrowableException(thrown);
  }
}

package io.conveyor.codec.state;

import io.conveyor.codec.serializers.Rebuild;
import io.conveyor.codec.types.JavaObjects;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a wrapper of {@code java.util.Collections} goes around. The JDK keeps that to itself, but
 * has to hand it to who serializes the wrapper: it is the first object behind the wrapper.
 */
public final class Backing {

  private static final Class<?> ARRAY_LIST = Arrays.asList().getClass();

  private static final Set<Class<?>> WRAPPERS =
      Rebuild.ALL.stream()
          .map(Rebuild::type)
          .filter(type -> type.getName().startsWith("java.util.Collections$"))
          .collect(Collectors.toSet());

  private Backing() {}

  /** Returns whether objects of a class are wrappers around a collection, a map, or an array. */
  public static boolean isWrapper(Class<?> type) {
    return type == ARRAY_LIST || WRAPPERS.contains(type);
  }

  /** Returns what a wrapper goes around. */
  public static Object of(Object wrapper) {
    Found found = new Found(wrapper);
    try {
      JavaObjects.write(wrapper, OutputStream.nullOutputStream(), found::meet);
    } catch (Met | IOException e) {
      // Once it is met, the rest is of no interest.
    }
    if (found.object == null) {
      throw new IllegalStateException(wrapper.getClass() + " goes around nothing");
    }
    return found.object;
  }

  /**
   * Returns a wrapper like another one, around something else.
   *
   * @param places what to go around instead of what, or null
   * @return the wrapper; null if there is nothing to go around instead
   */
  public static @Nullable Object around(Object wrapper, UnaryOperator<@Nullable Object> places) {
    Object place = places.apply(of(wrapper));
    return place == null ? null : rebuild(wrapper.getClass()).build().apply(place);
  }

  /** Returns how to write a wrapper together with what it goes around. */
  static Rebuild rebuild(Class<?> type) {
    if (type == ARRAY_LIST) {
      return new Rebuild(type, Backing::of, array -> Arrays.asList((Object[]) array));
    }
    Rebuild copy =
        Rebuild.ALL.stream().filter(each -> each.type() == type).findFirst().orElseThrow();
    return new Rebuild(type, Backing::of, copy.build());
  }

  private static final class Found {

    private final Object wrapper;
    private @Nullable Object object;

    Found(Object wrapper) {
      this.wrapper = wrapper;
    }

    void meet(Object met) {
      if (met != wrapper) {
        object = met;
        throw new Met();
      }
    }
  }

  private static final class Met extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Met() {
      super(null, null, false, false);
    }
  }
}

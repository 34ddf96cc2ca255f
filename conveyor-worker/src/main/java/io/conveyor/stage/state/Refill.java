package io.conveyor.stage.state;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives an object the content of another, where a field can lead to no other object: collections,
 * maps, arrays and atomic values of the JDK.
 */
final class Refill {

  /** Nothing can be added to what begins so, and nothing taken from it. */
  private static final String UNMODIFIABLE = "java.util.Collections$";

  private Refill() {}

  /** Returns whether a field of a type may lead to such an object. */
  static boolean fits(Class<?> type) {
    return type.isArray()
        || (ObjectFields.isForeign(type)
            && (Collection.class.isAssignableFrom(type)
                || Map.class.isAssignableFrom(type)
                || type == AtomicBoolean.class
                || type == AtomicInteger.class
                || type == AtomicLong.class
                || type == AtomicReference.class));
  }

  /** Returns whether an object is one, and may change. */
  static boolean mayBeNeeded(@Nullable Object object) {
    return object != null
        && fits(object.getClass())
        && !object.getClass().getName().startsWith(UNMODIFIABLE)
        && !Immutables.isValue(object);
  }

  /** Gives an object the content of another one of its class. */
  @SuppressWarnings("unchecked") // It gets back what it had.
  static void with(@Nullable Object object, Object content) {
    if (object instanceof Map<?, ?> map) {
      map.clear();
      ((Map<Object, Object>) map).putAll((Map<Object, Object>) content);
    } else if (object instanceof Collection<?> collection) {
      collection.clear();
      ((Collection<Object>) collection).addAll((Collection<Object>) content);
    } else if (object instanceof AtomicBoolean value) {
      value.set(((AtomicBoolean) content).get());
    } else if (object instanceof AtomicInteger value) {
      value.set(((AtomicInteger) content).get());
    } else if (object instanceof AtomicLong value) {
      value.set(((AtomicLong) content).get());
    } else if (object instanceof AtomicReference<?> value) {
      ((AtomicReference<Object>) value).set(((AtomicReference<Object>) content).get());
    } else {
      int length = Array.getLength(Objects.requireNonNull(object));
      System.arraycopy(content, 0, object, 0, length);
    }
  }
}

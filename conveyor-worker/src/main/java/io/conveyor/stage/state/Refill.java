package io.conveyor.stage.state;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Gives an object the content of another, where a field can lead to no other object: collections,
 * maps, arrays, atomic values, adders, sets of bits and builders of text of the JDK, and objects of
 * the package that the field is in. Other objects are taken for constants, as most of them are: a
 * parser, or a mapper of a library.
 */
final class Refill {

  /** Nothing can be added to what begins so, and nothing taken from it. */
  private static final String UNMODIFIABLE = "java.util.Collections$";

  private static final Set<Class<?>> VALUES =
      Set.of(
          AtomicBoolean.class,
          AtomicInteger.class,
          AtomicLong.class,
          AtomicReference.class,
          LongAdder.class,
          DoubleAdder.class,
          BitSet.class,
          StringBuilder.class);

  private Refill() {}

  /**
   * Returns whether a field may lead to such an object.
   *
   * @param type what the field is declared as, or what is in it
   * @param in the class that the field is in
   */
  static boolean fits(Class<?> type, Class<?> in) {
    return type.isArray() || (ObjectFields.isForeign(type) ? fits(type) : isOwn(type, in));
  }

  private static boolean fits(Class<?> type) {
    return VALUES.contains(type)
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  /** The fields of records and lambdas cannot be set; those of an enum are its constants'. */
  private static boolean isOwn(Class<?> type, Class<?> in) {
    return type.getPackage() == in.getPackage()
        && !type.isEnum()
        && !type.isRecord()
        && !type.isHidden()
        && ObjectFields.foreign(type) == null;
  }

  /** Returns whether what is in a field is one, and may change. */
  static boolean mayBeNeeded(@Nullable Object object, Class<?> in) {
    return object != null
        && fits(object.getClass(), in)
        && !object.getClass().getName().startsWith(UNMODIFIABLE)
        && !Immutables.isValue(object);
  }

  /**
   * Gives an object the content of another one of its class.
   *
   * @param kinds what is known of the objects within
   */
  @SuppressWarnings("unchecked") // It gets back what it had.
  static void with(Object object, Object content, ObjectKinds kinds) {
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
    } else if (object instanceof LongAdder adder) {
      adder.reset();
      adder.add(((LongAdder) content).sum());
    } else if (object instanceof DoubleAdder adder) {
      adder.reset();
      adder.add(((DoubleAdder) content).sum());
    } else if (object instanceof BitSet bits) {
      bits.clear();
      bits.or((BitSet) content);
    } else if (object instanceof StringBuilder text) {
      text.setLength(0);
      text.append((StringBuilder) content);
    } else if (object.getClass().isArray()) {
      System.arraycopy(content, 0, object, 0, Array.getLength(object));
    } else {
      fields(object, content, kinds);
    }
  }

  /** What {@code open()} or the class itself has put into transient fields stays. */
  private static void fields(Object object, Object content, ObjectKinds kinds) {
    Transients transients = new Transients(kinds);
    for (Field field : ChangingFields.of(object.getClass())) {
      Object value = ObjectFields.get(field, content);
      transients.pair(ObjectFields.get(field, object), value);
      ObjectFields.set(field, object, value);
    }
    transients.carry(object);
  }
}

package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives decoded objects what {@code open()} put into transient fields of those whose places they
 * take, such as a helper's connection. Objects are paired by the fields that lead to them; what is
 * within collections and arrays is not looked at. Where such a field leads to an object whose place
 * another takes, it leads to that one.
 */
final class Transients {

  private final ObjectKinds kinds;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private final List<Pair> all = new ArrayList<>();
  private final IdentityHashMap<Object, Object> places = new IdentityHashMap<>();

  /** What transient fields lead to. */
  private final Deque<Object> behind = new ArrayDeque<>();

  private final Set<Object> met = Collections.newSetFromMap(new IdentityHashMap<>());

  Transients(ObjectKinds kinds) {
    this.kinds = kinds;
  }

  private record Pair(Object opened, Object decoded) {}

  /** Pairs an object with the one that takes its place, and all that their fields lead to. */
  void pair(@Nullable Object opened, @Nullable Object decoded) {
    add(opened, decoded);
    while (!pairs.isEmpty()) {
      Pair pair = pairs.pop();
      for (Field field : ObjectFields.all(pair.opened().getClass())) {
        if (!isTransient(field) && !field.getType().isPrimitive()) {
          add(ObjectFields.get(field, pair.opened()), ObjectFields.get(field, pair.decoded()));
        }
      }
    }
  }

  private void add(@Nullable Object opened, @Nullable Object decoded) {
    if (opened != null
        && decoded != null
        && opened != decoded
        && opened.getClass() == decoded.getClass()
        && !Immutables.isValue(opened)
        && places.putIfAbsent(opened, decoded) == null
        && hasOpenFields(opened.getClass())) {
      Pair pair = new Pair(opened, decoded);
      pairs.push(pair);
      all.add(pair);
    }
  }

  /** A class that serializes itself has brought its transient fields back by itself. */
  private boolean hasOpenFields(Class<?> type) {
    return !type.isArray()
        && !type.getModule().isNamed()
        && !ObjectFields.isForeign(type)
        && !kinds.serializesItself(type);
  }

  private static boolean isTransient(Field field) {
    return Modifier.isTransient(field.getModifiers());
  }

  /** Carries the transient fields over of all pairs, and redirects those of their owner. */
  void carry(Object owner) {
    met.add(owner);
    all.forEach(pair -> met.add(pair.decoded()));
    redirect(owner, true);
    for (Pair pair : all) {
      for (Field field : ObjectFields.all(pair.opened().getClass())) {
        if (isTransient(field)) {
          ObjectFields.set(field, pair.decoded(), ObjectFields.get(field, pair.opened()));
        }
      }
      redirect(pair.decoded(), true);
    }
    while (!behind.isEmpty()) {
      redirect(behind.pop(), false);
    }
  }

  private void redirect(Object object, boolean onlyTransient) {
    for (Field field : ObjectFields.all(object.getClass())) {
      if (!field.getType().isPrimitive() && (isTransient(field) || !onlyTransient)) {
        Object value = ObjectFields.get(field, object);
        if (value != null) {
          redirect(object, field, value);
        }
      }
    }
  }

  private void redirect(Object object, Field field, Object value) {
    Object place = place(value);
    if (place != null) {
      requireFields(object, field);
      ObjectFields.set(field, object, place);
    } else if (hasOpenFields(value.getClass()) && met.add(value)) {
      behind.push(value);
    }
  }

  /** Returns what takes the place of an object, or of what it goes around; null if nothing does. */
  private @Nullable Object place(Object value) {
    Object place = places.get(value);
    return place == null && kinds.isWrapper(value.getClass())
        ? kinds.around(value, places::get)
        : place;
  }

  private static void requireFields(Object object, Field field) {
    if (object instanceof Record || object.getClass().isHidden()) {
      throw new IllegalStateException(
          "%s leads to what the job held before it got its state back, and cannot be changed; let it lead to the job instead"
              .formatted(ObjectFields.described(field)));
    }
  }
}

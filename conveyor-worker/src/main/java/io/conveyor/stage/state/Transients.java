package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives decoded objects what {@code open()} put into transient fields of those whose places they
 * take, such as a helper's connection. Objects are paired by the fields that lead to them; what is
 * within collections and arrays is not looked at.
 */
final class Transients {

  private final Deque<Pair> pairs = new ArrayDeque<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private record Pair(Object opened, Object decoded) {}

  private Transients() {}

  /** Carries transient fields over, for an object and for all that its fields lead to. */
  static void carry(@Nullable Object opened, @Nullable Object decoded) {
    Transients transients = new Transients();
    transients.add(opened, decoded);
    while (!transients.pairs.isEmpty()) {
      transients.carry(transients.pairs.pop());
    }
  }

  private void add(@Nullable Object opened, @Nullable Object decoded) {
    if (opened != null
        && decoded != null
        && opened != decoded
        && opened.getClass() == decoded.getClass()
        && !opened.getClass().isArray()
        && !ObjectFields.isForeign(opened.getClass())
        && seen.add(decoded)) {
      pairs.push(new Pair(opened, decoded));
    }
  }

  private void carry(Pair pair) {
    for (Field field : ObjectFields.all(pair.opened().getClass())) {
      if (Modifier.isTransient(field.getModifiers())) {
        ObjectFields.set(field, pair.decoded(), ObjectFields.get(field, pair.opened()));
      } else if (!field.getType().isPrimitive()) {
        add(ObjectFields.get(field, pair.opened()), ObjectFields.get(field, pair.decoded()));
      }
    }
  }
}

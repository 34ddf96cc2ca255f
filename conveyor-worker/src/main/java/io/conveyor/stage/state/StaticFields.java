package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The static fields of a job's class, or of the class of a job's method, in which it may hold
 * state. A process runs a single worker, so that what is static there belongs to it alone.
 */
final class StaticFields {

  private StaticFields() {}

  /** Returns those that may be assigned, or else hold what may change. */
  static List<Field> of(@Nullable Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> c = type; c != null && !ObjectFields.isForeign(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (isUsers(field) && (isAssignable(field) || isFillable(field))) {
          all.add(field);
        }
      }
    }
    return all;
  }

  /** Returns those that may be assigned. */
  static List<Field> assignable(@Nullable Class<?> type) {
    return of(type).stream().filter(StaticFields::isAssignable).toList();
  }

  /** As {@link #of}, without what is seen not to change; initializes the class. */
  static List<Field> changing(@Nullable Class<?> type) {
    return of(type).stream()
        .filter(field -> isAssignable(field) || holdsWhatMayChange(field))
        .toList();
  }

  private static boolean holdsWhatMayChange(Field field) {
    return Refill.mayBeNeeded(ObjectFields.get(field, null), field.getDeclaringClass());
  }

  /** Sets a field, or fills what is in it. */
  static void set(Field field, @Nullable Object value, ObjectKinds kinds) {
    if (isAssignable(field)) {
      ObjectFields.set(field, null, value);
    } else if (value != null) {
      Refill.with(Objects.requireNonNull(ObjectFields.get(field, null)), value, kinds);
    }
  }

  private static boolean isUsers(Field field) {
    return Modifier.isStatic(field.getModifiers())
        && !Modifier.isTransient(field.getModifiers())
        && !field.isSynthetic()
        && !Immutables.isLogger(field.getType());
  }

  /** What cannot be encoded is taken for a constant: nothing is lost if it is one. */
  private static boolean isFillable(Field field) {
    return Refill.fits(field.getType(), field.getDeclaringClass())
        && Unencodable.culprit(field) == null;
  }

  private static boolean isAssignable(Field field) {
    return !Modifier.isFinal(field.getModifiers());
  }
}

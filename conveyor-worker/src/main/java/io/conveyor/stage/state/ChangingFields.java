package io.conveyor.stage.state;

import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields in which an object may hold state. */
final class ChangingFields {

  private ChangingFields() {}

  /**
   * Returns the fields that may hold state: all but transient ones, those of what {@code open()}
   * gets from Conveyor, and final ones of what never changes.
   */
  static List<Field> of(Class<?> type) {
    List<Field> fields = new ArrayList<>(ObjectFields.all(type));
    fields.removeIf(
        field ->
            Modifier.isTransient(field.getModifiers())
                || isHandle(field.getType())
                || (Modifier.isFinal(field.getModifiers())
                    && Immutables.isType(field.getGenericType())));
    return fields;
  }

  /** What leads out of the job, and is the same for the job that takes its place. */
  private static boolean isHandle(Class<?> type) {
    return type == JobContext.class
        || type == CommonMemory.class
        || type == CommonMemory.Lock.class
        || Immutables.isLogger(type);
  }

  /** As {@link #of(Class)}, without what is seen not to change in this very object. */
  static List<Field> of(Object of) {
    List<Field> fields = of(of.getClass());
    fields.removeIf(
        field ->
            Modifier.isFinal(field.getModifiers())
                && Immutables.isValue(ObjectFields.get(field, of)));
    return fields;
  }
}

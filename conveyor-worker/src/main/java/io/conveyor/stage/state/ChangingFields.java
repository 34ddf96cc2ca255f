package io.conveyor.stage.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** The fields in which an object may hold state. */
final class ChangingFields {

  private ChangingFields() {}

  /**
   * Returns the fields that may hold state: all but transient ones, and final ones of what never
   * changes.
   */
  static List<Field> of(Class<?> type) {
    List<Field> fields = new ArrayList<>(ObjectFields.all(type));
    fields.removeIf(
        field ->
            Modifier.isTransient(field.getModifiers())
                || (Modifier.isFinal(field.getModifiers())
                    && Immutables.isType(field.getGenericType())));
    return fields;
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

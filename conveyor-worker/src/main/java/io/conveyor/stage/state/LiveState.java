package io.conveyor.stage.state;

import io.conveyor.StatefulJob;
import io.conveyor.Task;
import io.conveyor.spi.DelegatingTask;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a task that is open, to be had and given back between two blocks. For the thread of
 * the task.
 */
public final class LiveState {

  /** What stands for the object itself beside the names of static fields. */
  private static final String HOLDER = "";

  private Task task;

  private LiveState(Task task) {
    this.task = task;
  }

  /**
   * Returns the state of a task.
   *
   * @param task the task, open
   */
  public static LiveState of(Task task) {
    return new LiveState(task);
  }

  /** Returns the task to run: another one than at first if it was made again with its state. */
  public Task task() {
    return task;
  }

  /**
   * Returns the state: what is to be encoded before the next block is run.
   *
   * @throws Exception what a {@link StatefulJob} throws
   */
  public Object get() throws Exception {
    Object holder = holder(task);
    if (holder instanceof StatefulJob<?, ?, ?> job) {
      return job.snapshot();
    }
    List<Field> statics = statics();
    return isMadeAgain(holder) && statics.isEmpty() ? holder : values(holder, statics);
  }

  /** By name, so that it fits whatever order the fields are found in. */
  private static Map<String, @Nullable Object> values(Object holder, List<Field> statics) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (isMadeAgain(holder)) {
      values.put(HOLDER, holder);
    } else {
      for (Field field : ChangingFields.of(holder)) {
        values.put(name(field), ObjectFields.get(field, holder));
      }
    }
    for (Field field : statics) {
      values.put(name(field), ObjectFields.get(field, null));
    }
    return values;
  }

  /** Its class may hold state, too. */
  private List<Field> statics() {
    return StaticFields.changing(TaskState.codeType(TaskState.inner(task)));
  }

  private static String name(Field field) {
    return field.getDeclaringClass().getName() + "." + field.getName();
  }

  /** Returns the object that has the state, references to which are no part of it; or null. */
  public @Nullable Object owner() {
    Object holder = holder(task);
    return isMadeAgain(holder) ? null : holder;
  }

  /** Returns whether an object never changes, so that a copy is as good. */
  public static boolean isFixed(Object object) {
    return Immutables.isValue(object);
  }

  /** Returns whether the task says by itself what its state is. */
  public boolean isOfTask() {
    return holder(task) instanceof StatefulJob;
  }

  /** Returns each part of the state by what messages call it. */
  public Map<String, Object> parts() {
    Object holder = holder(task);
    Map<String, Object> parts = new LinkedHashMap<>();
    if (holder instanceof StatefulJob) {
      parts.put(holder.getClass().getTypeName(), holder);
      return parts;
    }
    if (isMadeAgain(holder)) {
      parts.put(holder.getClass().getTypeName(), holder);
    } else if (!(holder instanceof Standin)) {
      addParts(ChangingFields.of(holder), holder, parts);
    }
    addParts(statics(), null, parts);
    return parts;
  }

  private static void addParts(
      List<Field> fields, @Nullable Object holder, Map<String, Object> parts) {
    for (Field field : fields) {
      Object value = ObjectFields.get(field, holder);
      if (value != null) {
        parts.put(ObjectFields.described(field), value);
      }
    }
  }

  /**
   * Gives a state back.
   *
   * @param state what {@link #get} returned, decoded
   * @param kinds what is known of its objects
   * @throws Exception what a {@link StatefulJob} throws
   */
  @SuppressWarnings("unchecked") // What it gets back is what it gave.
  public void set(Object state, ObjectKinds kinds) throws Exception {
    Object holder = holder(task);
    if (holder instanceof StatefulJob) {
      ((StatefulJob<?, ?, Object>) holder).restore(state);
    } else if (isMadeAgain(holder)) {
      List<Field> statics = statics();
      if (statics.isEmpty()) {
        makeAgain(holder, state, kinds);
      } else {
        Map<String, @Nullable Object> values = (Map<String, @Nullable Object>) state;
        makeAgain(holder, Objects.requireNonNull(values.get(HOLDER)), kinds);
        setAll(statics, values, kinds);
      }
    } else {
      setAll(holder, (Map<String, @Nullable Object>) state, kinds);
      setAll(statics(), (Map<String, @Nullable Object>) state, kinds);
    }
  }

  private void makeAgain(Object holder, Object state, ObjectKinds kinds) throws Exception {
    Transients transients = new Transients(kinds);
    transients.pair(holder, state);
    transients.carry(state);
    task = (Task) replaced(task, state);
  }

  private static void setAll(
      List<Field> statics, Map<String, @Nullable Object> state, ObjectKinds kinds) {
    for (Field field : statics) {
      if (state.containsKey(name(field))) {
        StaticFields.set(field, state.get(name(field)), kinds);
      }
    }
  }

  private static void setAll(
      Object holder, Map<String, @Nullable Object> state, ObjectKinds kinds) {
    Transients transients = new Transients(kinds);
    for (Field field : ChangingFields.of(holder.getClass())) {
      if (state.containsKey(name(field))) {
        Object decoded = state.get(name(field));
        transients.pair(ObjectFields.get(field, holder), decoded);
        ObjectFields.set(field, holder, decoded);
      }
    }
    transients.carry(holder);
  }

  /** Returns whether there is no state, and will be none. */
  public boolean isEmpty() {
    Object holder = holder(task);
    return !(holder instanceof StatefulJob)
        && statics().isEmpty()
        && (isMadeAgain(holder) ? Immutables.isValue(holder) : ChangingFields.of(holder).isEmpty());
  }

  /** Returns the object that a task's state is in. */
  static Object holder(Task of) {
    Object holder = of;
    while (true) {
      if (holder instanceof StatefulJob) {
        return holder;
      } else if (holder instanceof DelegatingTask outer) {
        holder = outer.delegate();
      } else if (holder instanceof Standin standin && standin.holder() != null) {
        holder = Objects.requireNonNull(standin.holder());
      } else {
        return holder;
      }
    }
  }

  /**
   * ObjectFields of records and lambdas cannot be set; neither has any that {@code open()} fills.
   */
  static boolean isMadeAgain(Object holder) {
    return holder instanceof Record || holder.getClass().isHidden();
  }

  /** Returns the task with another holder. */
  private static Object replaced(Object outer, Object holder) throws ReflectiveOperationException {
    if (outer instanceof DelegatingTask delegating) {
      return rebuilt(outer, delegating.delegate(), replaced(delegating.delegate(), holder));
    } else if (outer instanceof Standin standin && standin.holder() != null) {
      standin.replaceHolder(replaced(Objects.requireNonNull(standin.holder()), holder));
      return outer;
    }
    return holder;
  }

  /** Of the tasks that give their blocks to another, each is a record. */
  private static Object rebuilt(Object outer, Object before, Object after)
      throws ReflectiveOperationException {
    if (before == after) {
      return outer;
    }
    RecordComponent[] components = outer.getClass().getRecordComponents();
    Constructor<?> canonical =
        outer
            .getClass()
            .getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    canonical.setAccessible(true);
    List<Field> fields = ObjectFields.all(outer.getClass());
    Object[] values =
        fields.stream()
            .map(field -> ObjectFields.get(field, outer))
            .map(value -> value == before ? after : value)
            .toArray();
    return canonical.newInstance(values);
  }
}

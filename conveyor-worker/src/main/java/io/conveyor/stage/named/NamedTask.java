package io.conveyor.stage.named;

import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.Producer;
import io.conveyor.PushJob;
import io.conveyor.StatefulJob;
import io.conveyor.Task;
import io.conveyor.stage.intake.TaskInput;
import io.conveyor.stage.intake.TypeArguments;
import io.conveyor.stage.state.Standin;
import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * A task that is named: made in the worker, when it opens.
 *
 * @param <T> the kind of task
 */
public abstract class NamedTask<T extends Task> implements Serializable, Standin {

  private static final long serialVersionUID = 1L;

  private final Recipe recipe;
  private final Class<?> face;

  /** Known where the task was named, if it is an object of a class that is. */
  private transient @Nullable Class<?> type;

  private transient @Nullable T task;
  private transient @Nullable TaskInput input;
  private transient @Nullable Holding holding;

  /** The object whose method the task is, if it can be closed. */
  private transient @Nullable AutoCloseable closing;

  private NamedTask(Recipe recipe, Class<?> face) {
    this.recipe = recipe;
    this.face = face;
  }

  /**
   * Returns a task of a kind.
   *
   * @param kind what the recipe makes
   * @param recipe how the worker makes it
   */
  public static Task of(Kind kind, Recipe recipe) {
    return (Task) made(kind, recipe);
  }

  /**
   * Returns a task that is an object of a class.
   *
   * @param recipe how the worker makes it
   * @param type the class, which is not initialized
   */
  public static Task of(NamedClass recipe, Class<?> type) {
    NamedTask<?> task = made(Kind.of(type), recipe);
    task.type = type;
    return (Task) task;
  }

  private static NamedTask<?> made(Kind kind, Recipe recipe) {
    return switch (kind) {
      case JOB -> new NamedJob(recipe);
      case STATEFUL_JOB -> new NamedStatefulJob(recipe);
      case STREAM_JOB -> new NamedStreamJob(recipe);
      case PRODUCER -> new NamedProducer(recipe);
    };
  }

  /** Makes the task, and opens it. */
  @SuppressWarnings("unchecked") // Its kind was found when the task was named.
  public void open(JobContext context) throws Exception {
    T made = (T) recipe.make(closeable -> closing = closeable);
    made.open(context);
    task = made;
    input = TaskInput.of(recipe, made.getClass(), face);
    holding = holding(made.getClass());
  }

  private @Nullable Holding holding(Class<?> type) {
    List<Type> arguments = face == Job.class ? TypeArguments.of(type, face) : List.of();
    return arguments.size() < 2 ? null : Holding.of(rawOf(arguments.get(1)));
  }

  private static Class<?> rawOf(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return raw instanceof Class<?> plain ? plain : Object.class;
  }

  Recipe recipe() {
    return recipe;
  }

  /** Returns the task that was made. */
  T opened() {
    T opened = task;
    if (opened == null) {
      throw new IllegalStateException("the task " + recipe + " is not open");
    }
    return opened;
  }

  TaskInput input() {
    return Objects.requireNonNull(input);
  }

  @Nullable Object runJob(Job<Object, Object> job, Object block) throws Exception {
    Object fitting = input().fit(block);
    try {
      Object result = job.run(fitting);
      return holding == null ? result : holding.opened(result);
    } catch (ClassCastException e) {
      throw input().explained(e, fitting);
    }
  }

  @Override
  public @Nullable Class<?> holderType() {
    return type;
  }

  @Override
  public @Nullable Class<?> codeType() {
    return task == null ? type : task.getClass();
  }

  @Override
  public @Nullable Object holder() {
    return task;
  }

  @Override
  @SuppressWarnings("unchecked") // It is made of the one that was there.
  public void replaceHolder(Object other) {
    task = (T) other;
  }

  /** Closes the task, if it is open. */
  public void close() throws Exception {
    T opened = task;
    task = null;
    if (opened != null) {
      opened.close();
    }
    Instances.close(closing);
    closing = null;
  }

  /** Returns the task as a pipeline file names it. */
  @Override
  public String toString() {
    return recipe.toString();
  }

  private static final class NamedJob extends NamedTask<Job<Object, Object>>
      implements Job<Object, Object> {
    private static final long serialVersionUID = 1L;

    NamedJob(Recipe recipe) {
      super(recipe, Job.class);
    }

    @Override
    public @Nullable Object run(Object block) throws Exception {
      return runJob(opened(), block);
    }
  }

  private static final class NamedStatefulJob extends NamedTask<StatefulJob<Object, Object, Object>>
      implements StatefulJob<Object, Object, Object> {
    private static final long serialVersionUID = 1L;

    NamedStatefulJob(Recipe recipe) {
      super(recipe, Job.class);
    }

    @Override
    public @Nullable Object run(Object block) throws Exception {
      return runJob(opened(), block);
    }

    @Override
    public Object snapshot() throws Exception {
      return opened().snapshot();
    }

    @Override
    public void restore(Object state) throws Exception {
      opened().restore(state);
    }
  }

  private static final class NamedStreamJob extends NamedTask<PushJob<Object, Object>>
      implements PushJob<Object, Object> {
    private static final long serialVersionUID = 1L;

    NamedStreamJob(Recipe recipe) {
      super(recipe, PushJob.class);
    }

    @Override
    public void run(Iterable<Object> blocks, Consumer<Object> results) throws Exception {
      opened().run(input().fitAll(blocks), results);
    }
  }

  private static final class NamedProducer extends NamedTask<Producer<Object>>
      implements Producer<Object> {
    private static final long serialVersionUID = 1L;

    NamedProducer(Recipe recipe) {
      super(recipe, Producer.class);
    }

    @Override
    public BaseStream<Object, ?> run() throws Exception {
      return opened().run();
    }
  }
}

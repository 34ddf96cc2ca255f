package io.conveyor.stage.intake;

import io.conveyor.Job;
import io.conveyor.PushJob;
import io.conveyor.Task;
import io.conveyor.spi.DelegatingTask;
import io.conveyor.spi.Lambdas;
import io.conveyor.stage.convert.Conversion;
import io.conveyor.stage.convert.Conversions;
import io.conveyor.stage.convert.UnfitBlockException;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What a task takes, as its class or its method declares it, and how blocks are made to fit. */
public final class TaskInput {

  private final Object task;
  private final Type type;
  private final @Nullable Conversion conversion;

  /**
   * Creates an input.
   *
   * @param task the name of the task, for messages
   * @param type what it takes
   */
  public TaskInput(Object task, Type type) {
    this.task = task;
    this.type = type;
    this.conversion = Conversions.to(type);
  }

  /**
   * Returns the input of a task of a program: of what a lambda or a method reference takes, or as
   * its class declares it.
   *
   * @param task a job, or one that takes all blocks of a run
   */
  public static TaskInput of(Task task) {
    Task last = task;
    while (last instanceof DelegatingTask delegating) {
      last = delegating.delegate();
    }
    Class<?> type = last.getClass();
    SerializedLambda recipe = type.isSynthetic() ? Lambdas.recipe(last) : null;
    if (recipe == null) {
      return of(type.getTypeName(), type, last instanceof Job ? Job.class : PushJob.class);
    }
    Type taken = LambdaInput.type(recipe, type.getClassLoader());
    return new TaskInput(
        LambdaInput.name(recipe), last instanceof Job ? taken : LambdaInput.elements(taken));
  }

  /**
   * Returns the input of a task whose class implements a generic interface of tasks.
   *
   * @param name the name of the task, for messages
   * @param task its class
   * @param face the interface, whose first type argument is the blocks
   */
  public static TaskInput of(Object name, Class<?> task, Class<?> face) {
    List<Type> arguments = TypeArguments.of(task, face);
    return new TaskInput(name, arguments.isEmpty() ? Object.class : arguments.get(0));
  }

  /** Returns what it takes, as its class or its method declares it. */
  Type type() {
    return type;
  }

  /** Returns whether there are blocks that it converts. */
  public boolean converts() {
    return conversion != null;
  }

  /**
   * Returns a block as the task takes it.
   *
   * @throws UnfitBlockException if it does not fit
   */
  public Object fit(Object block) {
    if (conversion == null) {
      return block;
    }
    try {
      return Objects.requireNonNull(conversion.of(block));
    } catch (UnfitBlockException e) {
      throw e.of(task);
    }
  }

  /** Returns blocks as the task takes them, to be gone through once. */
  public Iterable<Object> fitAll(Iterable<Object> blocks) {
    return conversion == null
        ? blocks
        : () -> fitAll(StreamSupport.stream(blocks.spliterator(), false)).iterator();
  }

  /** Returns blocks as the task takes them. */
  public Stream<Object> fitAll(Stream<Object> blocks) {
    return conversion == null ? blocks : blocks.map(this::fit);
  }

  /** Returns what to throw for a block that the task failed to cast. */
  public RuntimeException explained(ClassCastException failure, Object block) {
    return Conversions.explained(failure, block, type, task);
  }
}

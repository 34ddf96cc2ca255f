package io.conveyor.stage.state;

import io.conveyor.Job;
import io.conveyor.Processor;
import io.conveyor.StatefulJob;
import io.conveyor.Task;
import io.conveyor.spi.DelegatingTask;
import io.conveyor.spi.Lambdas;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a processor's task may hold between blocks, found out without opening it. Immutable.
 *
 * @param keeping what becomes of it when a worker dies
 * @param holders what may hold state, as messages name it; empty if nothing is known of
 * @param obstacle what of it cannot be encoded, as messages name it; empty if that is not certain
 */
public record TaskState(Keeping keeping, List<String> holders, String obstacle) {

  /** Creates a description, copying the list. */
  public TaskState {
    holders = List.copyOf(holders);
  }

  /** Returns what a processor's task may hold, and what becomes of it. */
  public static TaskState of(Processor processor) {
    if (!(processor.task() instanceof Job)) {
      // What a function over streams has gathered is lost with its worker, unless it gathers none.
      Keeping keeping = processor.isStateless() ? Keeping.NONE : Keeping.LOST;
      return new TaskState(keeping, List.of(), "");
    }
    Task task = inner(processor.task());
    if (task instanceof StatefulJob) {
      return new TaskState(Keeping.SNAPSHOTS, List.of(), "");
    }
    if (processor.isSaidStateless()) {
      return new TaskState(Keeping.NONE, List.of(), "");
    }
    List<Field> fields = new ArrayList<>(fields(task));
    fields.addAll(statics(task, processor));
    List<String> holders =
        Stream.concat(fields.stream().map(ObjectFields::described), captured(task)).toList();
    String obstacle = obstacle(task, fields);
    return new TaskState(keeping(processor, holders, obstacle), holders, obstacle);
  }

  static Task inner(Task task) {
    Task inner = task;
    while (inner instanceof DelegatingTask outer) {
      inner = outer.delegate();
    }
    return inner;
  }

  private static Keeping keeping(Processor processor, List<String> holders, String obstacle) {
    if (holders.isEmpty() && obstacle.isEmpty()) {
      return processor.isStateful() ? Keeping.LOST : Keeping.NONE;
    }
    return obstacle.isEmpty() && processor.workers() == 1 ? Keeping.SNAPSHOTS : Keeping.LOST;
  }

  /** Of an object that is there, what a final field refers to can be looked at. */
  private static List<Field> fields(Task task) {
    if (task instanceof Standin standin) {
      Class<?> type = standin.holderType();
      return type == null ? List.of() : ChangingFields.of(type);
    }
    return task.getClass().isHidden() ? List.of() : ChangingFields.of(task);
  }

  /**
   * What is final is mostly a table of constants; where there are several workers, it is taken for
   * one.
   */
  private static List<Field> statics(Task task, Processor processor) {
    Class<?> code = codeType(task);
    return processor.workers() > 1 ? StaticFields.assignable(code) : StaticFields.of(code);
  }

  /** Returns the class whose static fields a task may hold state in; null if there is none. */
  static @Nullable Class<?> codeType(Task task) {
    if (task instanceof Standin standin) {
      return standin.codeType();
    }
    return task.getClass().isHidden() ? null : task.getClass();
  }

  private static Stream<String> captured(Task task) {
    SerializedLambda recipe = task.getClass().isHidden() ? Lambdas.recipe(task) : null;
    if (recipe == null) {
      return Stream.of();
    }
    return IntStream.range(0, recipe.getCapturedArgCount())
        .mapToObj(recipe::getCapturedArg)
        .filter(argument -> !Immutables.isValue(argument))
        .map(argument -> "a captured " + argument.getClass().getTypeName());
  }

  private static String obstacle(Task task, List<Field> fields) {
    Class<?> type = task instanceof Standin standin ? standin.holderType() : task.getClass();
    Class<?> foreign = type == null ? null : ObjectFields.foreign(type);
    if (type != null && foreign != null) {
      return "what %s inherits from %s".formatted(type.getTypeName(), foreign.getTypeName());
    }
    return fields.stream()
        .map(Unencodable::culprit)
        .filter(Objects::nonNull)
        .map(ObjectFields::described)
        .findFirst()
        .orElse("");
  }

  /**
   * Returns what a user should know before a run about a death of the processor's worker; empty if
   * there is nothing to know. A cause, and a remedy.
   */
  public List<String> warning(Processor processor) {
    String way = "or say 'stateless: true' if no result depends on it";
    if (keeping != Keeping.LOST) {
      return List.of();
    } else if (!(processor.task() instanceof Job)) {
      return processor.workers() == 1
          ? List.of()
          : List.of(
              "each of its %d workers gathers of the blocks that it gets, and sees no others; a run fails if one of them dies"
                  .formatted(processor.workers()),
              "give it one worker, or say 'stateless: true' if it gathers nothing");
    } else if (!obstacle.isEmpty()) {
      return List.of(
          "%s cannot be encoded, so a run fails if a worker of the stage dies".formatted(obstacle),
          "make it transient and fill it in open(), make the job a StatefulJob, " + way);
    } else if (processor.workers() > 1) {
      return List.of(
          "each of its %d workers has its own, of the blocks that this worker gets, in %s; a run fails if one of them dies"
              .formatted(processor.workers(), String.join(", ", holders)),
          "give it one worker, whose state is kept, " + way);
    }
    return List.of(
        "it is stateful, and its job has no fields that could be kept, so a run fails if its worker dies",
        "keep what it gathers in fields of the job's object, or make the job a StatefulJob");
  }
}

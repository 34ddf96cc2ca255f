package io.conveyor.stage.named;

import io.conveyor.Job;
import io.conveyor.Task;
import io.conveyor.stage.intake.TypeArguments;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which tasks give no results, as they are declared: what they print is what they are there for.
 */
public final class Sinks {

  private Sinks() {}

  /**
   * Returns whether a task is {@code print}, a method without a result, or a job of {@link Void}.
   * Initializes no class.
   *
   * @param classes has the class that the task names
   */
  public static boolean isSink(Task task, ClassLoader classes) {
    try {
      return task instanceof PrintJob
          || (task instanceof MethodJob job && returnsNothing(job, classes))
          || (task instanceof NamedTask<?> named
              && named.recipe() instanceof NamedClass made
              && givesNothing(Class.forName(made.className(), false, classes)));
    } catch (ClassNotFoundException | LinkageError e) {
      // A worker says so when it opens the task.
      return false;
    }
  }

  private static boolean returnsNothing(MethodJob job, ClassLoader classes)
      throws ClassNotFoundException {
    return Stream.of(Class.forName(job.className(), false, classes).getDeclaredMethods())
        .filter(method -> method.getName().equals(job.methodName()))
        .allMatch(method -> method.getReturnType() == void.class);
  }

  private static boolean givesNothing(Class<?> type) {
    List<Type> arguments = TypeArguments.of(type, Job.class);
    return arguments.size() > 1 && arguments.get(1) == Void.class;
  }
}

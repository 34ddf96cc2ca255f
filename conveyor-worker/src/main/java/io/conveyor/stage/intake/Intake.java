package io.conveyor.stage.intake;

import io.conveyor.Task;
import io.conveyor.stage.convert.Primitives;
import java.lang.reflect.Type;

/**
 * What has to become of blocks before a task takes them. Who plans a stage finds it out, once for
 * all its workers: a worker whose blocks fit as they are loads nothing for it.
 *
 * @param converts whether there may be blocks that do not fit as they are
 * @param exact the name of a class whose blocks all fit as they are; empty if there is none
 */
public record Intake(boolean converts, String exact) {

  /** Takes every block as it is. */
  public static final Intake ANY = new Intake(false, "");

  /** Not known before there is a block. */
  private static final Intake UNKNOWN = new Intake(true, "");

  /** Returns the intake of a task of a program. */
  public static Intake of(Task task) {
    try {
      TaskInput input = TaskInput.of(task);
      return input.converts() ? new Intake(true, exact(input.type())) : ANY;
    } catch (RuntimeException | LinkageError e) {
      return UNKNOWN; // The first block says what is wrong with the task's class.
    }
  }

  private static String exact(Type type) {
    return type instanceof Class<?> plain ? Primitives.boxed(plain).getName() : "";
  }
}

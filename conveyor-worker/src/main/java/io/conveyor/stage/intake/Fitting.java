package io.conveyor.stage.intake;

import io.conveyor.Task;
import io.conveyor.stage.convert.UnfitBlockException;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes a task's blocks fit. How it is done is looked up when the first block comes that may not
 * fit as it is. For one thread.
 */
public final class Fitting {

  private final Task task;
  private final String exactName;
  private @Nullable Class<?> exact;
  private @Nullable TaskInput input;

  /**
   * Creates what makes blocks fit.
   *
   * @param task takes the blocks
   * @param intake the task's
   */
  public Fitting(Task task, Intake intake) {
    this.task = task;
    this.exactName = intake.exact();
  }

  /**
   * Returns a block as the task takes it.
   *
   * @throws UnfitBlockException if it does not fit
   */
  public Object fit(Object block) {
    return block.getClass() == exact ? block : fitOther(block);
  }

  private Object fitOther(Object block) {
    Class<?> type = block.getClass();
    if (type.getName().equals(exactName)) {
      exact = type;
      return block;
    }
    TaskInput known = input;
    if (known == null) {
      known = TaskInput.of(task);
      input = known;
    }
    return known.fit(block);
  }

  /** Returns blocks as the task takes them, to be gone through once. */
  public Iterable<Object> fitAll(Iterable<Object> blocks) {
    return () -> StreamSupport.stream(blocks.spliterator(), false).map(this::fit).iterator();
  }
}

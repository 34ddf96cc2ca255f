package io.conveyor.processes.supervise;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Participant;

/** The exception that reports a failed task to the caller of a run. */
public final class FailureReport {

  private FailureReport() {}

  /** Returns the exception. */
  public static ConveyorException of(Participant by, Frame.Failed failure) {
    BlockId block = failure.blockId().isEmpty() ? null : BlockId.parse(failure.blockId());
    JobFailedException failed =
        new JobFailedException(by.stage(), by.worker(), block, failure.throwable());
    Category category = failure.category();
    return category == Category.RUN_FAILED
        ? failed
        : new ConveyorException(
            category, String.valueOf(failed.getMessage()), failure.throwable());
  }
}

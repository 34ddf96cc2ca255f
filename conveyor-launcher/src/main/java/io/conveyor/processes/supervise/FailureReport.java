package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.JobFailedException;
import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Participant;
import org.jspecify.annotations.Nullable;

/** The exception that reports a failed task to the caller of a run. */
public final class FailureReport {

  private FailureReport() {}

  static ConveyorException of(Participant by, Frame.Failed failure) {
    return of(by, failure.block(), failure.category(), failure.throwable());
  }

  /**
   * Returns the exception.
   *
   * @param by whose task failed
   * @param block the block over which it failed, or null if there was none
   * @param category what kind of trouble it is
   * @param thrown what the task threw
   */
  public static ConveyorException of(
      Participant by, @Nullable FailedBlock block, Category category, RemoteException thrown) {
    JobFailedException failed = new JobFailedException(by.stage(), by.worker(), block, thrown);
    return category == Category.RUN_FAILED
        ? failed
        : new ConveyorException(category, String.valueOf(failed.getMessage()), thrown);
  }
}

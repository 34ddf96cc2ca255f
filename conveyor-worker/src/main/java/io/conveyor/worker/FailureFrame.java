package io.conveyor.worker;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.stage.RemoteThrowables;
import org.jspecify.annotations.Nullable;

/** Failures as frames for the launcher. */
final class FailureFrame {

  private FailureFrame() {}

  static Frame.Failed of(int run, @Nullable BlockId block, Throwable thrown) {
    RemoteException remote = RemoteThrowables.describe(thrown);
    Category category =
        thrown instanceof ConveyorException known ? known.category() : Category.RUN_FAILED;
    return new Frame.Failed(run, block, category, remote);
  }
}

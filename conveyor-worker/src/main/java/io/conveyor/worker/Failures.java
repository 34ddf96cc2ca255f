package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.control.RemoteThrowables;

/** Failures as frames for the launcher. */
final class Failures {

  private Failures() {}

  static Frame.Failed frame(int run, String blockId, Throwable thrown) {
    RemoteException remote = RemoteThrowables.describe(thrown);
    Category category =
        thrown instanceof ConveyorException known ? known.category() : Category.RUN_FAILED;
    return new Frame.Failed(run, blockId, category, remote);
  }
}

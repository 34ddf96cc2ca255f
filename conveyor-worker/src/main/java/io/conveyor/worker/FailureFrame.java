package io.conveyor.worker;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.RemoteException;
import io.conveyor.control.Frame;
import io.conveyor.mapped.Room;
import io.conveyor.stage.RemoteThrowables;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Failures as frames for the launcher. */
final class FailureFrame {

  private FailureFrame() {}

  static Frame.Failed of(int run, @Nullable FailedBlock block, Throwable thrown) {
    RemoteException remote = RemoteThrowables.describe(thrown);
    return new Frame.Failed(run, block, RemoteThrowables.category(thrown), remote);
  }

  /** A worker that cannot start, and says why; a lack of room is one. */
  static Frame.Failed ofStart(Throwable thrown) {
    if (thrown instanceof ConveyorException || !Room.isShort(thrown)) {
      return of(0, null, thrown);
    }
    Path here = Path.of("").toAbsolutePath();
    ConveyorException lack =
        new ConveyorException(Category.RESOURCES, "no room: " + Room.why(thrown, here), thrown);
    return of(0, null, lack);
  }
}

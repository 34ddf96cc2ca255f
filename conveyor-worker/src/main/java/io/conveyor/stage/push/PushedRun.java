package io.conveyor.stage.push;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.spi.DeadLetters;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.stage.StageContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stages of a run share: whether it is still wanted, and where its dead letters go. */
public final class PushedRun {

  private final int number;
  private final DeadLetters deadLetters;
  private volatile @Nullable ConveyorException failure;
  private volatile boolean cancelled;

  /**
   * Creates a run.
   *
   * @param number which run of the pipeline, from 1
   * @param deadLetters keeps blocks that its stages fail at
   */
  public PushedRun(int number, DeadLetters deadLetters) {
    this.number = number;
    this.deadLetters = deadLetters;
  }

  /** Returns whether what is left of the run is to be dropped. */
  public boolean isDropped() {
    return cancelled || failure != null;
  }

  public boolean isCancelled() {
    return cancelled;
  }

  /** Nobody waits for further results. Safe from any thread. */
  public void cancel() {
    cancelled = true;
  }

  /** Returns why the run fails, or null if it does not. */
  public @Nullable ConveyorException failure() {
    return failure;
  }

  /** The run fails, unless it has failed already. */
  synchronized void fail(ConveyorException thrown) {
    failure = failure == null ? thrown : failure;
  }

  void deadLetter(
      StageContext of, BlockId id, int tries, Object block, @Nullable Throwable thrown) {
    deadLetters.put(
        new DeadLetters.Letter(
            of.stage(),
            of.worker(),
            number,
            id,
            tries,
            thrown == null ? null : RemoteThrowables.describe(thrown),
            List.of(),
            null),
        block);
  }
}

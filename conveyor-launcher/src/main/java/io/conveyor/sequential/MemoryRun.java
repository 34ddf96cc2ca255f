package io.conveyor.sequential;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.codec.BlockCodec;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.spi.DeadLetters;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.stage.StageContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the stages of a run share: the codec, the dead letters, and whether it is still wanted. */
final class MemoryRun {

  private final int number;
  private final BlockCodec codec;
  private final DeadLetterBox deadLetters;
  private @Nullable ConveyorException failure;
  private volatile boolean cancelled;

  MemoryRun(int number, BlockCodec codec, DeadLetterBox deadLetters) {
    this.number = number;
    this.codec = codec;
    this.deadLetters = deadLetters;
  }

  BlockCodec codec() {
    return codec;
  }

  /** Returns whether what is left of the run is to be dropped. */
  boolean isDropped() {
    return cancelled || failure != null;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Safe from any thread. */
  void cancel() {
    cancelled = true;
  }

  @Nullable ConveyorException failure() {
    return failure;
  }

  /** The run fails, unless it has failed already. */
  void fail(ConveyorException thrown) {
    failure = failure == null ? thrown : failure;
  }

  void deadLetter(
      StageContext of, BlockId id, int tries, Object block, @Nullable Throwable thrown) {
    DeadLetters.Letter letter =
        new DeadLetters.Letter(
            of.stage(),
            of.worker(),
            number,
            id,
            tries,
            thrown == null ? null : RemoteThrowables.describe(thrown),
            List.of(),
            null);
    deadLetters.putEncoded(letter, codec.encode(block));
  }
}

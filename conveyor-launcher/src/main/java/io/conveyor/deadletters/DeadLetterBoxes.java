package io.conveyor.deadletters;

import io.conveyor.PipelineSettings;
import io.conveyor.spi.DeadLetterStore;
import io.conveyor.spi.DeadLetters;
import java.time.Instant;

/** Gives engines the directories of dead letters that the command lists and retries. */
public final class DeadLetterBoxes implements DeadLetterStore {

  /** Creates the store; for the service loader. */
  public DeadLetterBoxes() {}

  @Override
  public DeadLetters open(String pipeline, PipelineSettings settings, Instant opened) {
    return DeadLetterBox.of(pipeline, settings, opened);
  }
}

package io.conveyor.deadletters;

import io.conveyor.spi.DeadLetterStore;
import io.conveyor.spi.DeadLetters;
import io.conveyor.spi.PipelineDefinition;
import java.time.Instant;

/** Gives engines the directories of dead letters that the command lists and retries. */
public final class DeadLetterBoxes implements DeadLetterStore {

  /** Creates the store; for the service loader. */
  public DeadLetterBoxes() {}

  @Override
  public DeadLetters open(PipelineDefinition pipeline, Instant opened) {
    return DeadLetterBox.of(pipeline.name(), pipeline.settings(), opened);
  }
}

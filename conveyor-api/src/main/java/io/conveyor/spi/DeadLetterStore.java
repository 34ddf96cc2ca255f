package io.conveyor.spi;

import io.conveyor.PipelineSettings;
import java.time.Instant;

/**
 * Keeps dead letters. Has a public no-argument constructor and is registered as a service; engines
 * get to it by {@link PipelineDefinition#deadLetters}.
 */
public interface DeadLetterStore {

  /**
   * Returns where an open pipeline dead-letters blocks; nothing is written before the first.
   *
   * @param pipeline the pipeline's name
   * @param settings says where they are kept, and how many
   * @param opened when the pipeline was opened, by the first launcher of a durable run
   */
  DeadLetters open(String pipeline, PipelineSettings settings, Instant opened);
}

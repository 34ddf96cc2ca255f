package io.conveyor.sequential;

import io.conveyor.Pipeline;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;

/** Runs pipelines in the caller's process and thread. */
public final class SequentialEngine implements Engine {

  @Override
  public String name() {
    return Pipeline.SEQUENTIAL;
  }

  @Override
  public EngineSession open(PipelineDefinition pipeline) {
    return SequentialSession.open(pipeline);
  }
}

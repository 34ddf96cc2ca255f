package io.conveyor.sequential;

import io.conveyor.Pipeline;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import java.util.List;

/** Runs pipelines in the caller's process and thread. */
public final class SequentialEngine implements Engine {

  @Override
  public String name() {
    return Pipeline.SEQUENTIAL;
  }

  @Override
  public List<Refusal> refusals(PipelineDefinition pipeline) {
    return SequentialRefusals.refusals(pipeline);
  }

  @Override
  public List<Refusal> unused(PipelineDefinition pipeline) {
    return SequentialRefusals.unused(pipeline);
  }

  @Override
  public EngineSession open(PipelineDefinition pipeline) {
    return SequentialSession.open(pipeline);
  }
}

package io.conveyor.processes;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Pipeline;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import java.util.List;
import java.util.Locale;

/** Runs each processor in processes of its own. */
public final class ProcessEngine implements Engine {

  /** Creates the engine; for the service loader. */
  public ProcessEngine() {}

  @Override
  public String name() {
    return Pipeline.PROCESSES;
  }

  @Override
  public List<Refusal> refusals(PipelineDefinition pipeline) {
    return ProcessRefusals.of(pipeline);
  }

  @Override
  public List<Refusal> warnings(PipelineDefinition pipeline) {
    return LostState.of(pipeline.topology());
  }

  @Override
  public EngineSession open(PipelineDefinition pipeline) {
    if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new ConveyorException(
          Category.START_FAILED,
          "engine 'processes' does not run on Windows, which cannot remove files that are mapped; use"
              + " Linux or macOS, WSL, or the engine 'sequential'");
    }
    return ProcessSession.open(pipeline);
  }
}

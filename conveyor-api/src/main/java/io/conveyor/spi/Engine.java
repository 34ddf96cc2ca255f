package io.conveyor.spi;

/** Runs pipelines. Has a public no-argument constructor and is registered as a service. */
public interface Engine {

  /** Returns the name a pipeline asks for it by, such as {@code processes}. */
  String name();

  /**
   * Starts everything the pipeline needs, and returns when it is ready to run.
   *
   * @throws io.conveyor.ConveyorException if it cannot be started; nothing is left running then
   */
  EngineSession open(PipelineDefinition pipeline);
}

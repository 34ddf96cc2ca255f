package io.conveyor.spi;

import java.util.List;

/**
 * Runs pipelines. Has a public no-argument constructor and is registered as a service; it is found
 * through the context class loader of the thread that asks, and through Conveyor's own.
 *
 * <p>An engine never ignores a setting silently. What would change what comes out of a run, it
 * {@linkplain #refusals refuses}; what only says how resources are used, and has no meaning for it,
 * it {@linkplain #unused reports}. The methods that take a definition may be called any number of
 * times, from any thread.
 */
public interface Engine {

  /** Returns the name a pipeline asks for it by, such as {@code processes}. */
  String name();

  /**
   * Returns what keeps the engine from running a pipeline as it is described, all at once. Nothing
   * is started for it.
   *
   * @return in the order of the pipeline; by default a refusal for each option, and for a durable
   *     run
   */
  default List<Refusal> refusals(PipelineDefinition pipeline) {
    return new Refusals(pipeline)
        .add(new EngineOptions(name(), pipeline.options()).refusals())
        .ofPipeline(
            "durable",
            pipeline.settings().durable() != null,
            "engine '%s' has no durable runs".formatted(name()),
            "use another engine")
        .list();
  }

  /**
   * Returns settings of a pipeline that make no difference to what comes out of a run, and that
   * this engine has no use for. They are reported once, and the pipeline runs.
   *
   * @return in the order of the pipeline; by default nothing
   */
  default List<Refusal> unused(PipelineDefinition pipeline) {
    return List.of();
  }

  /**
   * Returns what a user should know before a run of a pipeline, although nothing is refused, such
   * as which state a stage would lose with its worker. Reported once, and the pipeline runs.
   *
   * @return in the order of the pipeline; by default nothing
   */
  default List<Refusal> warnings(PipelineDefinition pipeline) {
    return List.of();
  }

  /**
   * Returns how many CPUs there are for the workers of a pipeline; at least 1. Stages that leave
   * their number of workers open share them, less one for each stage that has its workers.
   *
   * @param pipeline the pipeline, in which such stages have one worker each
   * @return by default those of this machine
   */
  default int cpus(PipelineDefinition pipeline) {
    return Runtime.getRuntime().availableProcessors();
  }

  /**
   * Starts everything the pipeline needs, and returns when it is ready to run. The pipeline is one
   * that the engine has no {@linkplain #refusals refusals} of.
   *
   * @throws io.conveyor.ConveyorException if it cannot be started; nothing is left running then
   */
  EngineSession open(PipelineDefinition pipeline);
}

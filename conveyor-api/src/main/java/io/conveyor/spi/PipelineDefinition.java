package io.conveyor.spi;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.PipelineEvent;
import io.conveyor.PipelineSettings;
import io.conveyor.topology.Topology;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A pipeline as an engine gets it.
 *
 * @param name the pipeline's name
 * @param topology its stages and how they are connected
 * @param settings what holds for the pipeline as a whole
 * @param options what is of the engine, by name; {@link EngineOptions} reads them
 * @param events takes what happens to the pipeline, but for the ends of runs; never waits, and is
 *     safe from any thread
 */
public record PipelineDefinition(
    String name,
    Topology topology,
    PipelineSettings settings,
    Map<String, String> options,
    Consumer<PipelineEvent> events) {

  private static final Consumer<PipelineEvent> NOBODY = event -> {};

  /** Creates a definition, copying the map. */
  public PipelineDefinition {
    options = Map.copyOf(options);
  }

  /** Creates a definition of a pipeline to which nobody listens. */
  public PipelineDefinition(
      String name, Topology topology, PipelineSettings settings, Map<String, String> options) {
    this(name, topology, settings, options, NOBODY);
  }

  /** Returns whether anybody takes events: else there is no need to make them. */
  public boolean isObserved() {
    return !events.equals(NOBODY);
  }

  /** Returns this definition with other stages. */
  public PipelineDefinition with(Topology other) {
    return new PipelineDefinition(name, other, settings, options, events);
  }

  /**
   * Returns where the user's classes are: the class path that the settings give, or this process's
   * own. {@link PipelineSettings#classLoader} finds them in this process.
   */
  public List<Path> userClassPath() {
    return settings.classPath().isEmpty()
        ? OwnClassPath.entries()
        : settings.classPath().stream().map(Path::toAbsolutePath).toList();
  }

  /**
   * Opens the pipeline's dead letters. Nothing is written before the first.
   *
   * @param opened when the pipeline was opened; a run that outlives its launcher keeps the time of
   *     the first, so that a block that is dead-lettered once more replaces itself
   * @throws ConveyorException if nothing on the class path keeps dead letters
   */
  public DeadLetters deadLetters(Instant opened) {
    Providers<DeadLetterStore> stores = Providers.of(DeadLetterStore.class);
    if (stores.sound().isEmpty()) {
      throw new ConveyorException(
          Category.USAGE,
          "nothing keeps dead letters: add conveyor-launcher to the class path; found broken: "
              + stores.broken());
    }
    return stores.sound().get(0).open(name, settings, opened);
  }
}

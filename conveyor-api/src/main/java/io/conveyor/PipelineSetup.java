package io.conveyor;

import io.conveyor.face.Face;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.topology.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What can be said of a pipeline as a whole, before it is opened or run. For one thread at a time.
 *
 * @param <P> the pipeline, which each setter returns
 */
abstract class PipelineSetup<P> extends Runs {

  private PipelineSettings settings = PipelineSettings.defaults();
  private String engine = Pipeline.PROCESSES;
  private final Map<String, String> options = new TreeMap<>();
  private int cpus;
  private final List<Consumer<? super PipelineEvent>> listeners = new ArrayList<>();

  PipelineSetup() {}

  /**
   * Returns the pipeline, if it can still be changed.
   *
   * @throws IllegalStateException if it cannot
   */
  abstract P changeable();

  /**
   * Sets how many worker processes the stateless stages share whose number of workers is not given;
   * each has at least one.
   *
   * @param count at least 1; by default as many as there are CPUs by the engine, for {@code
   *     processes} those of the machine, less one for each other stage
   * @return this pipeline
   * @throws InvalidPipelineException if it is less than 1
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P cpus(int count) {
    P changed = changeable();
    if (count < 1) {
      throw new InvalidPipelineException(
          ProblemKind.OUT_OF_RANGE, Face.given("cpus", count) + ": must be at least 1");
    }
    cpus = count;
    return changed;
  }

  /**
   * Gives the pipeline memory shared by the launcher and all workers.
   *
   * @param bytes its size; 0 (the default) for none
   * @return this pipeline
   * @throws InvalidPipelineException if it is negative
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P sharedMemory(long bytes) {
    return settings(settings -> settings.sharedMemory(bytes));
  }

  /**
   * Chooses where blocks are dead-lettered by stages with {@link OnError#DEAD_LETTER}. The
   * directory is made when the first comes, private to the user, and stays.
   *
   * @param directory by default {@code NAME.dead-letters} in the working directory, by the
   *     pipeline's name; at most 1 GiB is kept there, unless {@link #settings} says otherwise
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P deadLetters(Path directory) {
    return settings(settings -> settings.deadLetters(directory));
  }

  /**
   * Makes the run of this pipeline outlive its launcher: whatever is killed, or ends early or by a
   * failure, the same program run again resumes it. Inputs that were accepted are not taken again,
   * so they must be the same from the start; results that were {@linkplain Results#keep kept} are
   * not given again.
   *
   * @param directory what is needed to resume it lies there until the run has ended well; an open
   *     pipeline takes one run then
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P durable(Path directory) {
    return durable(DurableRun.in(directory));
  }

  /**
   * Likewise, and says how often the run is synced to the disk: what was done since the last time
   * is done again after a loss of power. Without this it is every 10 s.
   *
   * @param directory what is needed to resume it lies there until the run has ended well
   * @param sync how often, up to a day; zero for never
   * @return this pipeline
   * @throws InvalidPipelineException if {@code sync} is out of range
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P durable(Path directory, Duration sync) {
    return durable(DurableRun.in(directory).sync(sync));
  }

  /**
   * Makes the run of this pipeline outlive its launcher, by what lies at a place that the engine
   * knows how to reach; see {@link #durable(Path)}.
   *
   * @param place an absolute URI; the engine {@code processes} takes {@code file:}
   * @return this pipeline
   * @throws InvalidPipelineException if it is not absolute
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P durable(URI place) {
    return durable(DurableRun.at(place));
  }

  /**
   * Makes the run of this pipeline outlive its launcher; see {@link #durable(Path)}.
   *
   * @param run where, and what else there is to say of it
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P durable(DurableRun run) {
    return settings(settings -> settings.durable(run));
  }

  /**
   * Chooses the engine. Options that were given stay.
   *
   * @param name {@link Pipeline#PROCESSES} (the default), {@link Pipeline#SEQUENTIAL}, or another
   *     one that is on the class path
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P engine(String name) {
    P changed = changeable();
    engine = name;
    return changed;
  }

  /**
   * Chooses the engine, and gives it options.
   *
   * @param name as {@link #engine(String)}
   * @param engineOptions what the engine's documentation says, by name; they replace those of the
   *     same names. What the engine does not know is refused before anything is started
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P engine(String name, Map<String, String> engineOptions) {
    P changed = engine(name);
    options.putAll(engineOptions);
    return changed;
  }

  /**
   * Changes settings of the pipeline as a whole, as in {@code settings(s -> s.largestBlock(1 <<
   * 20))}.
   *
   * @param change is given the settings as they are
   * @return this pipeline
   * @throws InvalidPipelineException with each number that is out of range; the pipeline is then as
   *     it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P settings(Consumer<PipelineSettings.Builder> change) {
    P changed = changeable();
    PipelineSettings.Builder builder = settings.toBuilder();
    change.accept(builder);
    settings = builder.build();
    return changed;
  }

  /**
   * Changes settings of the engine {@link Pipeline#PROCESSES}, which are options of it, as in
   * {@code processes(p -> p.pipeSize(64 << 20))}. Does not choose the engine.
   *
   * @param change is given the settings as they are
   * @return this pipeline
   * @throws InvalidPipelineException with each value that is out of range; the pipeline is then as
   *     it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P processes(Consumer<ProcessSettings.Builder> change) {
    P changed = changeable();
    ProcessSettings.Builder builder = processes().toBuilder();
    change.accept(builder);
    Map<String, String> given = builder.build().options();
    options.keySet().removeAll(ProcessSettings.OPTIONS);
    options.putAll(given);
    return changed;
  }

  /**
   * Adds a listener, which is told what happens to the pipeline while it is open: workers that
   * start, die and are replaced; blocks that are tried again, skipped and dead-lettered; runs that
   * end. Without one, nothing of that is passed on between processes.
   *
   * <p>Listeners are called one at a time, in the order of events, on a thread of their own: what
   * they throw is logged, and changes nothing. When a run is over, or its results are closed, they
   * have taken all of it, unless one of them takes more than 10 s for an event. If more than 10,000
   * events wait, further ones are left out, and {@link PipelineEvent.EventsMissed} says how many.
   *
   * @param listener takes events; should return soon
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public P onEvent(Consumer<? super PipelineEvent> listener) {
    P changed = changeable();
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return changed;
  }

  /** Returns what an engine gets to run, but for shares of CPUs. */
  PipelineDefinition define(String name, Topology topology, EventQueue events) {
    return events.isObserved()
        ? new PipelineDefinition(name, topology, settings, options, events)
        : new PipelineDefinition(name, topology, settings, options);
  }

  /** Returns who listens. */
  List<Consumer<? super PipelineEvent>> listeners() {
    return listeners;
  }

  /** Returns the settings of the pipeline as a whole. */
  public PipelineSettings settings() {
    return settings;
  }

  /**
   * Returns the settings of the engine {@link Pipeline#PROCESSES}; options of others are left out.
   *
   * @throws InvalidPipelineException if an option is out of range
   */
  public ProcessSettings processes() {
    Map<String, String> own = new TreeMap<>(options);
    own.keySet().retainAll(ProcessSettings.OPTIONS);
    return ProcessSettings.of(own);
  }

  /** Returns the name of the engine. */
  public String engine() {
    return engine;
  }

  /** Returns the options of the engine, by name. */
  public Map<String, String> options() {
    return Map.copyOf(options);
  }

  /** Returns how many CPUs there are to share; 0 if that is for the engine to say. */
  int givenCpus() {
    return cpus;
  }

  /** Takes over what was said of another pipeline, but for durability. */
  void setUpLike(PipelineSetup<?> other) {
    settings = other.settings.toBuilder().durable(null).build();
    engine = other.engine;
    cpus = other.cpus;
    options.putAll(other.options);
    listeners.addAll(other.listeners);
  }
}

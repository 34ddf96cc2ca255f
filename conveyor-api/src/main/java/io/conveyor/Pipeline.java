package io.conveyor;

import io.conveyor.spi.DurableRun;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.PipelineSettings;
import io.conveyor.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * A pipeline: rows of stages through which blocks flow, each processor in a process of its own.
 *
 * <pre>{@code
 * try (Pipeline pipeline = new Pipeline()) {
 *   pipeline.add(new ReplicatingFork(2));
 *   pipeline.add(new Processor(Jobs::squareRoot), new Processor(Jobs::cube));
 *   pipeline.add(new Join(2));
 *   pipeline.run(List.of(16, 3, 81));
 * }
 * }</pre>
 *
 * <p>{@link #open()} starts the processes and {@link #close()} ends them; as many runs as one likes
 * go in between. A run on a pipeline that is not open opens it, and closes it again afterwards
 * unless the pipeline was opened before. For one thread at a time.
 */
public final class Pipeline extends Runs implements AutoCloseable {

  /** The engine that runs each processor in processes of its own. */
  public static final String PROCESSES = "processes";

  /** The engine that runs everything in the caller's process, in one thread. */
  public static final String SEQUENTIAL = "sequential";

  private final String name;
  private final List<List<Stage>> rows = new ArrayList<>();
  private Topology topology = Topology.of(List.of());
  private PipelineSettings settings = PipelineSettings.defaults();
  private String engine = PROCESSES;
  private int cpus;
  private boolean sealed;
  private final Sessions sessions;

  /** Creates an empty pipeline called {@code pipeline}. */
  public Pipeline() {
    this("pipeline");
  }

  /**
   * Creates an empty pipeline.
   *
   * @param name for messages, logs and the run directory: letters, digits, {@code - _ .}; at most
   *     64 characters
   * @throws InvalidPipelineException if the name is empty, too long, or has other characters
   */
  public Pipeline(String name) {
    this.name = Names.require("pipeline name", name);
    this.sessions = new Sessions(name, this::requireFitting, this::newSession);
  }

  /**
   * Appends a row of stages, or several: a {@link Chain} stands for as many rows as it has, beside
   * the other stages of its row.
   *
   * @param row one stage for each lane there is, or fewer to have them repeated
   * @return this pipeline
   * @throws InvalidPipelineException if the row does not fit what is there, or a job cannot be sent
   *     to another process; the pipeline is then as it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline add(Stage... row) {
    requireUnsealed();
    List<List<Stage>> extended = new ArrayList<>(rows);
    extended.addAll(SideBySide.rows(row));
    Topology wired = Topology.of(extended);
    for (int number = rows.size(); number < extended.size(); number++) {
      SendableTask.checkAll(number + 1, extended.get(number));
    }
    rows.clear();
    rows.addAll(extended);
    topology = wired;
    return this;
  }

  /**
   * Appends a row of stages, as {@link #add(Stage...)}.
   *
   * @param row one stage for each lane there is, or fewer to have them repeated
   * @return this pipeline
   * @throws InvalidPipelineException if the row does not fit what is there; the pipeline is then as
   *     it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline add(List<? extends Stage> row) {
    return add(row.toArray(Stage[]::new));
  }

  /**
   * Changes each of the processors added so far.
   *
   * @param change from a processor to what takes its place
   * @return this pipeline
   * @throws InvalidPipelineException if one does not fit its place any more; the pipeline is then
   *     as it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline each(UnaryOperator<Processor> change) {
    requireUnsealed();
    List<List<Stage>> changed =
        rows.stream()
            .map(row -> row.stream().map(stage -> change(stage, change)).toList())
            .toList();
    topology = Topology.of(changed);
    rows.clear();
    rows.addAll(changed);
    return this;
  }

  private static Stage change(Stage stage, UnaryOperator<Processor> change) {
    return stage instanceof Processor processor ? change.apply(processor) : stage;
  }

  /**
   * Sets how many worker processes the stateless stages share whose number of workers is not given;
   * each has at least one.
   *
   * @param count at least 1; by default as many as there are processors in the machine, less one
   *     for each other stage
   * @return this pipeline
   * @throws InvalidPipelineException if it is less than 1
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline cpus(int count) {
    requireUnsealed();
    if (count < 1) {
      throw new InvalidPipelineException("cpus %d: must be at least 1".formatted(count));
    }
    cpus = count;
    return this;
  }

  /**
   * Gives the pipeline memory shared by the launcher and all workers.
   *
   * @param bytes its size; 0 (the default) for none
   * @return this pipeline
   * @throws InvalidPipelineException if it is negative
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline sharedMemory(long bytes) {
    return settings(current -> current.withSharedMemory(bytes));
  }

  /**
   * Chooses where blocks are put aside by stages that are told to: {@link OnError#DEAD_LETTER}. The
   * directory is made when the first comes, private to the user, and stays.
   *
   * @param directory by default {@code NAME.dead-letters} in the working directory, by the
   *     pipeline's name; at most 1 GiB is put there, unless {@link #settings} says otherwise
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline deadLetters(Path directory) {
    return settings(current -> current.withDeadLetters(directory, current.deadLetterBytes()));
  }

  /**
   * Makes the run of this pipeline outlive its launcher: whatever is killed, or ends early or by a
   * failure, the same program run again goes on where it was. Inputs that were accepted are not
   * taken again, so they must be the same from the start; results that were {@linkplain
   * Results#keep kept} are not given again.
   *
   * @param directory what is needed to go on lies there until the run has ended well; an open
   *     pipeline takes one run then
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline durable(Path directory) {
    return durable(directory, DurableRun.DEFAULT_SYNC);
  }

  /**
   * Likewise, and says how often the run is synced to the disk: what was done since the last time
   * is done again after a loss of power. Without this it is every 10 s.
   *
   * @param directory what is needed to go on lies there until the run has ended well
   * @param sync how often, up to a day; zero for never
   * @return this pipeline
   * @throws InvalidPipelineException if {@code sync} is out of range
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline durable(Path directory, Duration sync) {
    return settings(
        current -> current.withDurable(new DurableRun(directory, Map.of(), sync, false)));
  }

  /**
   * Chooses the engine.
   *
   * @param engineName {@link #PROCESSES} (the default), {@link #SEQUENTIAL}, or another one that is
   *     on the class path
   * @return this pipeline
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline engine(String engineName) {
    requireUnsealed();
    this.engine = engineName;
    return this;
  }

  /**
   * Changes settings of the pipeline as a whole.
   *
   * @param change from the settings as they are to those there should be
   * @return this pipeline
   * @throws InvalidPipelineException if they do not fit each other; the pipeline is then as it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline settings(UnaryOperator<PipelineSettings> change) {
    requireUnsealed();
    settings = change.apply(settings).requireFitting();
    return this;
  }

  /** Returns the pipeline's name. */
  public String name() {
    return name;
  }

  /** Returns the settings of the pipeline as a whole. */
  public PipelineSettings settings() {
    return settings;
  }

  /** Returns how the stages added so far are connected. */
  public Topology topology() {
    return topology;
  }

  /**
   * Returns a pipeline for blocks that this one has put aside at a stage: it begins with that
   * stage, goes on with everything behind it, and has the settings that this pipeline has now, but
   * for {@link #durable}. A block that fails at that stage again is put aside again, whatever its
   * {@link Processor#onError}. Where the stage takes windows, an input is a window.
   *
   * @param stage the name of a processor, as reports and dead letters have it
   * @return a pipeline that cannot be changed any more
   * @throws InvalidPipelineException if there is no processor of that name
   */
  public Pipeline retrying(String stage) {
    Pipeline again = new Pipeline(name);
    again.topology = Retrying.from(topology, stage);
    again.settings = settings.withDurable(null);
    again.engine = engine;
    again.cpus = cpus;
    again.sealed = true;
    return again;
  }

  /**
   * Starts the pipeline's processes and waits until all are ready.
   *
   * @return this pipeline
   * @throws IllegalStateException if it is open
   * @throws InvalidPipelineException if there is no engine of the name asked for
   * @throws WorkerDiedException if a worker could not be started; nothing is left running then
   * @throws JobFailedException if a job's {@link Job#open} threw; likewise
   */
  public Pipeline open() {
    sessions.open();
    return this;
  }

  private EngineSession newSession() {
    EngineSession opened =
        findEngine().open(new PipelineDefinition(name, CpuShares.deal(topology, cpus), settings));
    sealed = true;
    return opened;
  }

  /** Returns whether the pipeline is open and can take a run. */
  public boolean isOpen() {
    return sessions.isOpen();
  }

  /**
   * Returns the memory shared with the jobs.
   *
   * @throws IllegalStateException if the pipeline is not open, or was built without {@link
   *     #sharedMemory}
   */
  public CommonMemory memory() {
    return sessions.memory();
  }

  /** Returns whether it has no stages. */
  boolean isEmpty() {
    return topology.nodes().isEmpty();
  }

  /** Returns whether it begins with a producer, and so runs without inputs. */
  public boolean isProducing() {
    return !rows.isEmpty()
        && rows.get(0).get(0) instanceof Processor first
        && first.task() instanceof Producer;
  }

  /**
   * Ends the pipeline's processes and returns when they are gone. A run that is under way is
   * cancelled. Does nothing when the pipeline is not open.
   */
  @Override
  public void close() {
    sessions.close();
  }

  @Override
  public String toString() {
    return name + ":" + System.lineSeparator() + topology;
  }

  @Override
  Starter starter() {
    return sessions;
  }

  private void requireFitting(Inputs inputs) {
    boolean produces = isProducing();
    if (produces && inputs.areGiven()) {
      throw new InvalidPipelineException(
          "pipeline '%s' begins with a producer, which takes no inputs: run it without"
              .formatted(name));
    }
    if (!produces && !inputs.areGiven()) {
      throw new InvalidPipelineException(
          "pipeline '%s' does not begin with a producer: give it inputs".formatted(name));
    }
  }

  private Engine findEngine() {
    List<String> names = new ArrayList<>();
    for (Engine candidate : ServiceLoader.load(Engine.class, Pipeline.class.getClassLoader())) {
      if (candidate.name().equals(engine)) {
        return candidate;
      }
      names.add(candidate.name());
    }
    throw new InvalidPipelineException(
        "engine '%s': not among those on the class path: %s%s"
            .formatted(
                engine, names, names.isEmpty() ? "; add conveyor-launcher to the class path" : ""));
  }

  private void requireUnsealed() {
    if (sealed) {
      throw new IllegalStateException(
          "pipeline '"
              + name
              + "' cannot be changed: it has been opened or run, or retries blocks of another");
    }
  }
}

package io.conveyor;

import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.Engines;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
public final class Pipeline extends PipelineSetup<Pipeline> implements AutoCloseable {

  /** The engine that runs each processor in processes of its own. */
  public static final String PROCESSES = "processes";

  /** The engine that runs everything in the caller's process, in one thread. */
  public static final String SEQUENTIAL = "sequential";

  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());

  private final String name;
  private final List<List<Stage>> rows = new ArrayList<>();
  private Topology topology = Topology.of(List.of());
  private final Set<String> reported = new HashSet<>();
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
    this.sessions =
        new Sessions(name, this::topology, this::requireFitting, this::newSession, listeners());
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
    return addRows(SideBySide.rows(row));
  }

  /**
   * Appends rows of stages, such as those that were read from somewhere.
   *
   * @param added the rows, in order, as {@link #add(Stage...)} takes them
   * @return this pipeline
   * @throws InvalidPipelineException with all that is wrong with them; the pipeline is then as it
   *     was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline addAll(List<? extends List<? extends Stage>> added) {
    List<List<Stage>> flat = new ArrayList<>();
    added.forEach(row -> flat.addAll(SideBySide.rows(row.toArray(Stage[]::new))));
    return addRows(flat);
  }

  private Pipeline addRows(List<List<Stage>> added) {
    requireUnsealed();
    List<List<Stage>> extended = new ArrayList<>(rows);
    extended.addAll(added);
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

  /** Returns the pipeline's name. */
  public String name() {
    return name;
  }

  /** Returns how the stages added so far are connected. */
  public Topology topology() {
    return topology;
  }

  /**
   * Returns a pipeline for blocks that this one dead-lettered at a stage: it begins with that
   * stage, continues with everything behind it, and has the settings that this pipeline has now,
   * but for {@link #durable}. A block that fails at that stage again is dead-lettered again,
   * whatever its {@link Processor#onError}. Where the stage takes windows, an input is a window.
   *
   * @param stage the name of a processor, as reports and dead letters have it
   * @return a pipeline that cannot be changed any more
   * @throws InvalidPipelineException if there is no processor of that name
   */
  public Pipeline retrying(String stage) {
    Pipeline again = new Pipeline(name);
    again.topology = Retrying.from(topology, stage);
    again.setUpLike(this);
    again.sealed = true;
    return again;
  }

  /**
   * Returns a pipeline of some rows of this one, with the settings that this has now, but for
   * {@link #durable}. A stage alone is without those beside it.
   *
   * @param first the name of a processor, or the number of a row, from 1
   * @param last likewise
   * @throws InvalidPipelineException if there are no such rows, or they do not fit by themselves
   * @throws IllegalStateException if this pipeline retries blocks of another
   */
  public Pipeline part(String first, String last) {
    Pipeline part = new Pipeline(name);
    part.setUpLike(this);
    return part.addRows(Parts.of(rows, topology, first, last));
  }

  /**
   * Checks everything about the pipeline that can be checked without starting it.
   *
   * @return this pipeline
   * @throws InvalidPipelineException if there is no engine of the name asked for, or with
   *     everything that the engine refuses
   */
  public Pipeline check() {
    Refusal.throwIfAny(refusals());
    return this;
  }

  /**
   * Returns what the engine refuses about this pipeline; {@link #open} and runs would throw it.
   *
   * @throws InvalidPipelineException if there is no engine of the name asked for
   */
  public List<Refusal> refusals() {
    Engine engine = Engines.find(engine());
    return engine.refusals(definition(engine));
  }

  /**
   * Returns the settings that the engine has no use for, and that make no difference to what comes
   * out of a run; {@link #open} logs them.
   *
   * @throws InvalidPipelineException if there is no engine of the name asked for
   */
  public List<Refusal> unused() {
    Engine engine = Engines.find(engine());
    return engine.unused(definition(engine));
  }

  /**
   * Returns what is to be known before a run, although nothing is refused; {@link #open} logs it.
   *
   * @throws InvalidPipelineException if there is no engine of the name asked for
   */
  public List<Refusal> warnings() {
    Engine engine = Engines.find(engine());
    return engine.warnings(definition(engine));
  }

  private PipelineDefinition definition(Engine engine) {
    PipelineDefinition undealt = define(name, topology, sessions.events());
    return undealt.with(CpuShares.deal(topology, givenCpus(), () -> engine.cpus(undealt)));
  }

  /**
   * Starts the pipeline's processes and waits until all are ready.
   *
   * @return this pipeline
   * @throws IllegalStateException if it is open
   * @throws InvalidPipelineException if there is no engine of the name asked for, or with
   *     everything that the engine refuses
   * @throws WorkerDiedException if a worker could not be started; nothing is left running then
   * @throws JobFailedException if a job's {@link Job#open} threw; likewise
   */
  public Pipeline open() {
    sessions.open();
    return this;
  }

  private EngineSession newSession() {
    Engine engine = Engines.find(engine());
    PipelineDefinition definition = definition(engine);
    Refusal.throwIfAny(engine.refusals(definition));
    report(engine.unused(definition));
    report(engine.warnings(definition));
    EngineSession opened = engine.open(definition);
    sealed = true;
    return opened;
  }

  private void report(List<Refusal> known) {
    known.stream()
        .map(Refusal::toString)
        .filter(reported::add) // Once for each, however often it is opened.
        .forEach(what -> LOG.log(System.Logger.Level.WARNING, "pipeline {0}: {1}", name, what));
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
   *
   * @throws JobFailedException if a job's {@link Job#close} threw; the others were closed
   * @throws ConveyorException if a worker ended before its job was closed
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
          ProblemKind.INPUTS_DO_NOT_FIT,
          "pipeline '%s' begins with a producer, which takes no inputs: run it without"
              .formatted(name));
    }
    if (!produces && !inputs.areGiven()) {
      throw new InvalidPipelineException(
          ProblemKind.INPUTS_DO_NOT_FIT,
          "pipeline '%s' does not begin with a producer: give it inputs".formatted(name));
    }
  }

  @Override
  Pipeline changeable() {
    requireUnsealed();
    return this;
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

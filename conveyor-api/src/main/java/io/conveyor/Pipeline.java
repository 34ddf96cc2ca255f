package io.conveyor;

import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.Engines;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import io.conveyor.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

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
  private @Nullable EngineSession session;
  private @Nullable EngineRun running;

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
  }

  /**
   * Appends a row of stages.
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
    extended.add(Arrays.asList(row));
    Topology wired = Topology.of(extended);
    SendableTask.checkAll(extended.size(), row);
    rows.add(List.of(row));
    topology = wired;
    return this;
  }

  /**
   * Appends the processors of a chain, a row for each.
   *
   * @param chain takes what the pipeline gives so far; this is not checked
   * @return this pipeline
   * @throws InvalidPipelineException if a row does not fit what is there; the pipeline is then as
   *     it was
   * @throws IllegalStateException once the pipeline has been opened or run
   */
  public Pipeline add(Chain<?, ?> chain) {
    int before = rows.size();
    Topology wiredBefore = topology;
    try {
      chain.processors().forEach(this::add);
    } catch (RuntimeException e) {
      rows.subList(before, rows.size()).clear();
      topology = wiredBefore;
      throw e;
    }
    return this;
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
    again.setUpLike(this);
    again.sealed = true;
    return again;
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

  private PipelineDefinition definition(Engine engine) {
    PipelineDefinition undealt = new PipelineDefinition(name, topology, settings(), options());
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
    if (isOpen()) {
      throw new IllegalStateException("pipeline '" + name + "' is open already");
    }
    close();
    Engine engine = Engines.find(engine());
    PipelineDefinition definition = definition(engine);
    Refusal.throwIfAny(engine.refusals(definition));
    report(engine.unused(definition));
    session = engine.open(definition);
    sealed = true;
    return this;
  }

  /** Once for each, however often it is opened. */
  private void report(List<Refusal> unused) {
    unused.stream()
        .map(Refusal::toString)
        .filter(reported::add)
        .forEach(
            setting -> LOG.log(System.Logger.Level.WARNING, "pipeline {0}: {1}", name, setting));
  }

  /** Returns whether the pipeline is open and can take a run. */
  public boolean isOpen() {
    EngineSession current = session;
    return current != null && current.isOpen();
  }

  /**
   * Returns the memory shared with the jobs.
   *
   * @throws IllegalStateException if the pipeline is not open, or was built without {@link
   *     #sharedMemory}
   */
  public CommonMemory memory() {
    EngineSession current = session;
    if (current == null || !current.isOpen()) {
      throw new IllegalStateException(
          "pipeline '" + name + "' is not open: shared memory exists from open() to close()");
    }
    return current.memory();
  }

  /** Returns whether it begins with a producer, and so runs without inputs. */
  public boolean isProducing() {
    return !rows.isEmpty()
        && rows.get(0).get(0) instanceof Processor first
        && first.task() instanceof Producer;
  }

  /**
   * Runs a pipeline that begins with a producer. See {@link #run(Iterable)}.
   *
   * @return what the run did
   * @throws InvalidPipelineException if it does not begin with a producer
   */
  public RunReport run() {
    return runAll(Inputs.none());
  }

  /**
   * Runs the pipeline over the blocks of an iterable, and returns when every block is done.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @return what the run did
   * @throws JobFailedException if a job threw
   * @throws WorkerDiedException if a worker died
   * @throws ConveyorException if the run failed otherwise, or the thread was interrupted
   * @throws IllegalStateException if another run is under way, such as one whose results have been
   *     neither pulled to the end nor closed
   */
  public RunReport run(Iterable<?> inputs) {
    return runAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over the blocks of a stream, which it closes. See {@link #run(Iterable)}.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @return what the run did
   */
  public RunReport run(BaseStream<?, ?> inputs) {
    return runAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over a single block. See {@link #run(Iterable)}.
   *
   * <p>What is iterable, or a stream, at run time counts as the blocks it holds, but for a {@link
   * Path}; to send a list as one block, put it into another: {@code run(List.of(list))}.
   *
   * @param block the block
   * @return what the run did
   */
  public RunReport run(Object block) {
    return runAll(Inputs.of(block));
  }

  /**
   * Returns the results of a pipeline that begins with a producer, lazily.
   *
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results() {
    return new LazyResults<>(this, Inputs.none());
  }

  /**
   * Returns the results of a run over the blocks of an iterable, lazily.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(Iterable<?> inputs) {
    return new LazyResults<>(this, Inputs.of(inputs));
  }

  /**
   * Returns the results of a run over the blocks of a stream, lazily. The stream is closed with the
   * results.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(BaseStream<?, ?> inputs) {
    return new LazyResults<>(this, Inputs.of(inputs));
  }

  /**
   * Returns the results of a run over a single block, lazily; see {@link #run(Object)}.
   *
   * @param block the block
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(Object block) {
    return new LazyResults<>(this, Inputs.of(block));
  }

  /**
   * Runs a pipeline that begins with a producer, and returns the last result.
   *
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline, or null if none did
   */
  public <T> @Nullable T execute() {
    return last(results());
  }

  /**
   * Runs the pipeline and returns the last result.
   *
   * @param inputs the blocks, none of them null
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline, or null if none did
   */
  public <T> @Nullable T execute(Iterable<?> inputs) {
    return last(results(inputs));
  }

  /**
   * Runs the pipeline over a stream, which it closes, and returns the last result.
   *
   * @param inputs the blocks, none of them null
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline, or null if none did
   */
  public <T> @Nullable T execute(BaseStream<?, ?> inputs) {
    return last(results(inputs));
  }

  /**
   * Runs the pipeline over a single block, and returns the last result; see {@link #run(Object)}.
   *
   * @param block the block
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline, or null if none did
   */
  public <T> @Nullable T execute(Object block) {
    return last(results(block));
  }

  /**
   * Ends the pipeline's processes and returns when they are gone. A run that is under way is
   * cancelled. Does nothing when the pipeline is not open.
   */
  @Override
  public void close() {
    EngineSession current = session;
    session = null;
    running = null;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public String toString() {
    return name + ":" + System.lineSeparator() + topology;
  }

  /** Starts a run, opening the pipeline if need be; whoever gets it closes it. */
  EngineRun start(Inputs inputs) {
    requireFitting(inputs);
    if (running != null) {
      throw new IllegalStateException(
          "pipeline '" + name + "' is in a run already: pull all its results, or close them");
    }
    if (isOpen()) {
      return startOn(Objects.requireNonNull(session), inputs, null);
    }
    open();
    EngineSession opened = Objects.requireNonNull(session);
    try {
      return startOn(opened, inputs, opened);
    } catch (RuntimeException | Error e) {
      Closing.after(e, this);
      throw e;
    }
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

  private EngineRun startOn(EngineSession on, Inputs inputs, @Nullable EngineSession toClose) {
    PipelineRun run = new PipelineRun(on.start(inputs), this, toClose);
    running = run;
    return run;
  }

  /** Takes note that a run has ended, and with it the session that was opened for it, if any. */
  void ended(EngineRun run, @Nullable EngineSession opened) {
    if (running == run) {
      running = null;
    }
    if (opened != null && session == opened) {
      session = null;
    }
  }

  private RunReport runAll(Inputs inputs) {
    try (inputs;
        EngineRun run = start(inputs)) {
      run.finish();
      return run.report();
    }
  }

  private static <T> @Nullable T last(Results<T> results) {
    try (results) {
      T last = null;
      while (results.hasNext()) {
        last = results.next();
      }
      return last;
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

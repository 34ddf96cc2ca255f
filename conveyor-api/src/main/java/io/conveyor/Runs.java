package io.conveyor;

import io.conveyor.spi.EngineRun;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/**
 * The ways to run a pipeline: what goes in, and what becomes of what comes out.
 *
 * <p>What goes in is the blocks of an iterable, a stream, an iterator or an array; several blocks
 * side by side; or one of anything else. Whatever something is, {@code runOne} and the like send it
 * as one block.
 */
abstract class Runs {

  Runs() {}

  /** Returns what starts its runs. */
  abstract Starter starter();

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
   * Runs the pipeline over the blocks of an iterable, and returns when every block is done. Results
   * are dropped.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @return what the run did
   * @throws JobFailedException if a job threw
   * @throws WorkerDiedException if a worker died
   * @throws ConveyorException if the run failed otherwise, or the thread was interrupted
   * @throws RuntimeException what the inputs threw, as they threw it
   * @throws IllegalStateException if another run is under way, such as one whose results have been
   *     neither pulled to the end nor closed
   */
  public RunReport run(Iterable<?> inputs) {
    return runAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over the blocks of a stream, which it closes, an iterator or an array; or
   * over a single block that is none of these. See {@link #run(Iterable)}.
   *
   * @param inputs the blocks, none of them null; may be endless. What it is at run time counts
   * @return what the run did
   */
  public RunReport run(Object inputs) {
    return runAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over several blocks. See {@link #run(Iterable)}.
   *
   * @param first the first block, whatever it holds
   * @param second the second one
   * @param others the others
   * @return what the run did
   */
  public RunReport run(Object first, Object second, Object... others) {
    return runAll(several(first, second, others));
  }

  /**
   * Runs the pipeline over one block, also if it is a list, an array or a stream. See {@link
   * #run(Iterable)}.
   *
   * @param block the block
   * @return what the run did
   */
  public RunReport runOne(Object block) {
    return runAll(Inputs.one(block));
  }

  /**
   * Returns the results of a pipeline that begins with a producer, lazily.
   *
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results() {
    return resultsOf(Inputs.none());
  }

  /**
   * Returns the results of a run over the blocks of an iterable, lazily.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(Iterable<?> inputs) {
    return resultsOf(Inputs.of(inputs));
  }

  /**
   * Returns the results of a run over what {@link #run(Object)} takes, lazily. A stream is closed
   * with the results.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(Object inputs) {
    return resultsOf(Inputs.of(inputs));
  }

  /**
   * Returns the results of a run over several blocks, lazily.
   *
   * @param first the first block, whatever it holds
   * @param second the second one
   * @param others the others
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> results(Object first, Object second, Object... others) {
    return resultsOf(several(first, second, others));
  }

  /**
   * Returns the results of a run over one block, lazily; see {@link #runOne}.
   *
   * @param block the block
   * @param <T> the blocks that leave the pipeline; not checked
   */
  public <T> Results<T> resultsOne(Object block) {
    return resultsOf(Inputs.one(block));
  }

  /**
   * Runs a pipeline that begins with a producer, and returns the last result.
   *
   * @param <T> the blocks that leave the pipeline; not checked
   * @throws NoSuchElementException if no block left the pipeline
   */
  public <T> T execute() {
    return executeAll(Inputs.none());
  }

  /**
   * Runs the pipeline and returns the last result. Where there may be none, use {@link
   * Results#last}, which is an {@code Optional}.
   *
   * @param inputs the blocks, none of them null
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline
   * @throws NoSuchElementException if no block left the pipeline
   */
  public <T> T execute(Iterable<?> inputs) {
    return executeAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over what {@link #run(Object)} takes, and returns the last result.
   *
   * @param inputs the blocks, none of them null
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline
   * @throws NoSuchElementException if no block left the pipeline
   */
  public <T> T execute(Object inputs) {
    return executeAll(Inputs.of(inputs));
  }

  /**
   * Runs the pipeline over several blocks, and returns the last result.
   *
   * @param first the first block, whatever it holds
   * @param second the second one
   * @param others the others
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline
   * @throws NoSuchElementException if no block left the pipeline
   */
  public <T> T execute(Object first, Object second, Object... others) {
    return executeAll(several(first, second, others));
  }

  /**
   * Runs the pipeline over one block, and returns the last result; see {@link #runOne}.
   *
   * @param block the block
   * @param <T> the blocks that leave the pipeline; not checked
   * @return the last block that left the pipeline
   * @throws NoSuchElementException if no block left the pipeline
   */
  public <T> T executeOne(Object block) {
    return executeAll(Inputs.one(block));
  }

  /** Starts a run of a pipeline that begins with a producer. See {@link #start(Iterable)}. */
  public RunHandle start() {
    return startAll(Inputs.none());
  }

  /**
   * Starts a run as {@link #run(Iterable)}, and returns at once, when processes are ready: the run
   * continues on a thread of its own. Until it has ended the pipeline takes no other run; closing
   * the pipeline cancels it, and waits for its end.
   *
   * @param inputs the blocks, none of them null; may be endless
   * @return by which to await or cancel it
   * @throws ConveyorException if processes could not be started
   * @throws IllegalStateException if another run is under way
   */
  public RunHandle start(Iterable<?> inputs) {
    return startAll(Inputs.of(inputs));
  }

  /**
   * Starts a run over what {@link #run(Object)} takes. See {@link #start(Iterable)}.
   *
   * @param inputs the blocks, none of them null; may be endless
   */
  public RunHandle start(Object inputs) {
    return startAll(Inputs.of(inputs));
  }

  /**
   * Starts a run over several blocks. See {@link #start(Iterable)}.
   *
   * @param first the first block, whatever it holds
   * @param second the second one
   * @param others the others
   */
  public RunHandle start(Object first, Object second, Object... others) {
    return startAll(several(first, second, others));
  }

  /**
   * Starts a run over one block; see {@link #runOne} and {@link #start(Iterable)}.
   *
   * @param block the block
   */
  public RunHandle startOne(Object block) {
    return startAll(Inputs.one(block));
  }

  private static Inputs several(Object first, Object second, Object... others) {
    return Inputs.of(Stream.concat(Stream.of(first, second), Arrays.stream(others)));
  }

  <T> Results<T> resultsOf(Inputs inputs) {
    return new LazyResults<>(starter(), inputs);
  }

  <T> T executeAll(Inputs inputs) {
    Results<T> results = resultsOf(inputs);
    return results
        .last()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "the run gave no result, over %d inputs: where that may be, use results(...).last()"
                        .formatted(results.report().blocksIn())));
  }

  RunReport runAll(Inputs inputs) {
    EngineRun run = started(inputs);
    return new RunHandle(run::cancel, run::report).perform(() -> finish(run, inputs));
  }

  RunHandle startAll(Inputs inputs) {
    EngineRun run = started(inputs);
    RunHandle handle = new RunHandle(run::cancel, run::report);
    starter().goesOnBy(handle, () -> finish(run, inputs));
    return handle;
  }

  private EngineRun started(Inputs inputs) {
    try {
      return starter().begin(inputs);
    } catch (RuntimeException | Error e) {
      Closing.after(e, inputs);
      throw e;
    }
  }

  private static void finish(EngineRun run, Inputs inputs) {
    try (inputs;
        run) {
      run.finish();
    }
  }
}

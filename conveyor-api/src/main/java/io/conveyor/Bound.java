package io.conveyor;

import java.util.function.Supplier;

/**
 * A pipeline and what goes into it, as {@link Chain#over} and {@link TypedPipeline#over} give it.
 * Each call is a run of its own, which goes through the inputs once.
 *
 * @param <O> the blocks it gives
 */
public final class Bound<O> {

  private final Pipeline pipeline;
  private final Supplier<Inputs> inputs;

  Bound(Pipeline pipeline, Supplier<Inputs> inputs) {
    this.pipeline = pipeline;
    this.inputs = inputs;
  }

  /** Returns the results, lazily. See {@link Pipeline#results(Iterable)}. */
  public Results<O> results() {
    return pipeline.resultsOf(inputs.get());
  }

  /**
   * Runs it, and returns the last result. See {@link Pipeline#execute(Iterable)}.
   *
   * @throws java.util.NoSuchElementException if there was no result
   */
  public O execute() {
    return pipeline.executeAll(inputs.get());
  }

  /** Runs it, dropping its results, and returns what the run did. */
  public RunReport run() {
    return pipeline.runAll(inputs.get());
  }

  /** Starts such a run on a thread of its own. See {@link Pipeline#start(Iterable)}. */
  public RunHandle start() {
    return pipeline.startAll(inputs.get());
  }
}

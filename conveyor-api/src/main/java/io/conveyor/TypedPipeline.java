package io.conveyor;

import io.conveyor.problem.ProblemKind;
import java.util.Arrays;
import java.util.stream.BaseStream;

/**
 * A {@link Pipeline} that is one {@link Chain}: what goes in and what comes out has a type.
 *
 * <pre>{@code
 * try (TypedPipeline<String, Integer> lengths =
 *     Chain.of(String.class).map(String::length).in(new Pipeline("lengths")).open()) {
 *   for (int length : lengths.over("a", "bc").results()) { ... }
 * }
 * }</pre>
 *
 * <p>For one thread at a time, as the pipeline is.
 *
 * @param <I> the blocks it takes; {@link Void} if it begins with a producer
 * @param <O> the blocks it gives
 */
public final class TypedPipeline<I, O> implements AutoCloseable {

  private final Pipeline pipeline;

  TypedPipeline(Stage all, Pipeline pipeline) {
    if (!pipeline.isEmpty()) {
      throw new InvalidPipelineException(
          ProblemKind.IN_PROGRAM,
          "pipeline '%s' has stages already: a chain can only be the whole of it"
              .formatted(pipeline.name()));
    }
    this.pipeline = pipeline.add(all);
  }

  /**
   * Starts the pipeline's processes; see {@link Pipeline#open}.
   *
   * @return this pipeline
   */
  public TypedPipeline<I, O> open() {
    pipeline.open();
    return this;
  }

  /** Returns the pipeline without its types. */
  public Pipeline untyped() {
    return pipeline;
  }

  /**
   * Returns the pipeline with inputs, ready to run.
   *
   * @param inputs the blocks, none of them null; gone through once by each run; may be endless
   */
  public Bound<O> over(Iterable<? extends I> inputs) {
    return new Bound<>(pipeline, () -> Inputs.of(inputs));
  }

  /**
   * Likewise, over the blocks of a stream, which is closed by the run: the only one.
   *
   * @param inputs the blocks, none of them null; may be endless
   */
  public Bound<O> over(BaseStream<? extends I, ?> inputs) {
    return new Bound<>(pipeline, () -> Inputs.of(inputs));
  }

  /**
   * Likewise, over the blocks given; those of an array, or a single one.
   *
   * @param inputs the blocks, none of them null
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // They are read only.
  public final Bound<O> over(I... inputs) {
    return over(() -> Arrays.stream(inputs).iterator());
  }

  /** Returns the pipeline, which begins with a producer, ready to run. */
  public Bound<O> alone() {
    return new Bound<>(pipeline, Inputs::none);
  }

  /** Ends the pipeline's processes; see {@link Pipeline#close}. */
  @Override
  public void close() {
    pipeline.close();
  }
}

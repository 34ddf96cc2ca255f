package io.conveyor;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Processors one behind the other, typed: one that does not take what the one before gives does not
 * compile. Immutable, so a chain may be part of many others, and run many times.
 *
 * <pre>{@code
 * Chain<String, String> titles =
 *     Chain.map(Pages::fetch).with(p -> p.workers(4)).then(Chain.stream(Pages::titles));
 * try (Results<String> results = titles.over(urls).results()) { ... }
 * }</pre>
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 */
public final class Chain<I, O> {

  private final List<Processor> processors;

  private Chain(List<Processor> processors) {
    this.processors = processors;
  }

  /**
   * Returns a chain of one job.
   *
   * @param job what it does to each block
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Chain<I, O> map(Job<I, O> job) {
    return new Chain<>(List.of(new Processor(job)));
  }

  /**
   * Returns a chain of one function over all blocks of a run.
   *
   * @param job what it does to them
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Chain<I, O> stream(StreamJob<I, O> job) {
    return new Chain<>(List.of(Processor.stream(job)));
  }

  /**
   * Returns a chain of one job over sliding windows, as {@link Processor#window(int)}.
   *
   * @param length the inputs in a window; 1 to {@value Processor#MOST_WINDOW}
   * @param job what it does to each window
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   * @throws InvalidPipelineException if the length is out of range
   */
  public static <I, O> Chain<I, O> window(int length, Job<List<I>, O> job) {
    return new Chain<>(List.of(new Processor(job).window(length)));
  }

  /**
   * Returns a chain that begins with a producer: nothing goes into it.
   *
   * @param producer what gives the blocks
   * @param <O> the blocks it gives
   */
  public static <O> Chain<Void, O> producer(Producer<O> producer) {
    return new Chain<>(List.of(Processor.producer(producer)));
  }

  /**
   * Returns this chain with another behind it.
   *
   * @param next takes what this chain gives
   * @param <P> the blocks that one gives
   */
  public <P> Chain<I, P> then(Chain<? super O, P> next) {
    return new Chain<>(Stream.concat(processors.stream(), next.processors.stream()).toList());
  }

  /**
   * Returns this chain with other settings of its last processor.
   *
   * @param settings from the processor as it is to what it should be
   */
  public Chain<I, O> with(UnaryOperator<Processor> settings) {
    int last = processors.size() - 1;
    Processor changed = Objects.requireNonNull(settings.apply(processors.get(last)));
    return new Chain<>(
        Stream.concat(processors.subList(0, last).stream(), Stream.of(changed)).toList());
  }

  /** Returns the processors, in order; at least one. */
  public List<Processor> processors() {
    return processors;
  }

  /**
   * Returns this chain with its inputs, ready to run.
   *
   * @param inputs gone through once by each run
   */
  public Bound<O> over(Iterable<? extends I> inputs) {
    return new Bound<>(this, inputs);
  }

  /** Returns this chain, which begins with a producer, ready to run. */
  public Bound<O> alone() {
    return new Bound<>(this, null);
  }

  /**
   * A chain and what goes into it. Each call is a run of its own, in processes of its own; to keep
   * these for many runs, add the chain to a {@link Pipeline}.
   *
   * @param <O> the blocks it gives
   */
  public static final class Bound<O> {

    private final Chain<?, O> chain;
    private final @Nullable Iterable<?> inputs;

    private Bound(Chain<?, O> chain, @Nullable Iterable<?> inputs) {
      this.chain = chain;
      this.inputs = inputs;
    }

    /** Returns the results, lazily. */
    public Results<O> results() {
      Pipeline pipeline = new Pipeline().add(chain);
      return inputs == null ? pipeline.results() : pipeline.results(inputs);
    }

    /** Runs the chain, and returns the last result, or null if there is none. */
    public @Nullable O execute() {
      Pipeline pipeline = new Pipeline().add(chain);
      return inputs == null ? pipeline.execute() : pipeline.execute(inputs);
    }

    /** Runs the chain, dropping its results, and returns what the run did. */
    public RunReport run() {
      Pipeline pipeline = new Pipeline().add(chain);
      return inputs == null ? pipeline.run() : pipeline.run(inputs);
    }
  }
}

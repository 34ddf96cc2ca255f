package io.conveyor;

import io.conveyor.problem.ProblemKind;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/**
 * A pipeline whose types fit, or it does not compile: what one stage gives, the next one takes.
 * Immutable, so a chain may be part of many others, and run many times. Settings are of the
 * processor that was added last.
 *
 * <pre>{@code
 * Chain<String, Integer> lengths =
 *     Chain.of(String.class).map(Pages::fetch).workers(4).filter(page -> !page.isEmpty()).map(String::length);
 * for (int length : lengths.over(urls).results()) { ... }
 * }</pre>
 *
 * <p>What is wrong with it is refused when it is built, and so is a task that cannot be sent to
 * another process: each method throws {@link InvalidPipelineException} then.
 *
 * @param <I> the blocks it takes; {@link Void} if it begins with a producer
 * @param <O> the blocks it gives
 */
public final class Chain<I, O> extends StageSettings<Chain<I, O>> implements Stage {

  private final List<List<Stage>> rows;

  private Chain(List<List<Stage>> rows) {
    this.rows = rows;
  }

  /** Returns a chain of rows, if they can be wired and sent. */
  private static <I, O> Chain<I, O> checked(List<List<Stage>> rows) {
    Topology.of(rows);
    int number = 0;
    for (List<Stage> row : rows) {
      SendableTask.checkAll(++number, row);
    }
    return new Chain<>(List.copyOf(rows));
  }

  /**
   * Returns a chain that gives its inputs as they are, to be continued.
   *
   * @param blocks the class of the blocks it takes; only the compiler uses it
   * @param <I> the blocks it takes
   */
  public static <I> Chain<I, I> of(Class<I> blocks) {
    Objects.requireNonNull(blocks, "blocks");
    return of();
  }

  /**
   * Likewise, for blocks whose type no class has: {@code Chain.<List<String>>of()}.
   *
   * @param <I> the blocks it takes
   */
  public static <I> Chain<I, I> of() {
    return new Chain<>(List.of());
  }

  /**
   * Returns a chain of one job.
   *
   * @param job what it does to each block: a lambda whose parameter has a type, or a method without
   *     overloads
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Chain<I, O> of(Job<I, O> job) {
    return checked(List.of(List.of(new Processor(job))));
  }

  /**
   * Returns a chain that begins with a producer: nothing goes into it.
   *
   * @param producer what gives the blocks
   * @param <O> the blocks it gives
   */
  public static <O> Chain<Void, O> producer(Producer<O> producer) {
    return checked(List.of(List.of(Processor.producer(producer))));
  }

  /**
   * Returns a chain that begins with the blocks of a list: nothing goes into it.
   *
   * @param blocks the blocks, none of them null, all of them serializable
   * @param <O> the blocks it gives
   */
  public static <O> Chain<Void, O> producer(List<? extends O> blocks) {
    return checked(List.of(List.of(Processor.producer(blocks))));
  }

  /**
   * Returns this chain with a job behind it.
   *
   * @param job what it does to each block; null for no result
   * @param <P> the blocks it gives
   */
  public <P> Chain<I, P> map(Job<? super O, ? extends P> job) {
    return then(Stream.of(List.of(new Processor(job))));
  }

  /**
   * Returns this chain giving only the blocks that a test holds for.
   *
   * @param test returns whether to give a block
   */
  public Chain<I, O> filter(Job<? super O, Boolean> test) {
    return then(Stream.of(List.of(Processor.filter(test))));
  }

  /**
   * Returns this chain giving, for each block, all blocks of a stream; see {@link
   * Processor#flatMap}.
   *
   * @param job returns a stream
   * @param <P> the blocks it gives
   */
  public <P> Chain<I, P> flatMap(Job<? super O, ? extends BaseStream<? extends P, ?>> job) {
    return then(Stream.of(List.of(Processor.flatMap(job))));
  }

  /**
   * Returns this chain with an end that takes each block and gives nothing.
   *
   * @param sink what it does with each block, such as {@code System.out::println}
   */
  public Chain<I, Void> sink(Sink<? super O> sink) {
    return then(Stream.of(List.of(Processor.sink(sink))));
  }

  /**
   * Returns this chain with a function over all blocks of a run behind it.
   *
   * @param job what it does to them
   * @param <P> the blocks it gives
   */
  public <P> Chain<I, P> stream(StreamJob<O, P> job) {
    return then(Stream.of(List.of(Processor.stream(job))));
  }

  /**
   * Returns this chain with a function behind it that goes through all blocks of a run, and gives
   * results as it goes on.
   *
   * @param job what it does to them
   * @param <P> the blocks it gives
   */
  public <P> Chain<I, P> stream(PushJob<O, P> job) {
    return then(Stream.of(List.of(Processor.stream(job))));
  }

  /** As {@link #window(int, int, Job)}, with a step of 1: windows that slide. */
  public <P> Chain<I, P> window(int length, Job<? super List<O>, ? extends P> job) {
    return window(length, 1, job);
  }

  /**
   * Returns this chain with a job over windows behind it, as {@link Processor#window(int, int)}.
   *
   * @param length the blocks in a window; 1 to {@value Processor#MOST_WINDOW}
   * @param step how many blocks further the next window begins; likewise
   * @param job what it does to each window
   * @param <P> the blocks it gives
   */
  public <P> Chain<I, P> window(int length, int step, Job<? super List<O>, ? extends P> job) {
    return then(Stream.of(List.of(new Processor(job).window(length, step))));
  }

  /** Returns this chain with a job behind it; the same as {@link #map}. */
  public <P> Chain<I, P> then(Job<? super O, ? extends P> job) {
    return map(job);
  }

  /**
   * Returns this chain with another behind it.
   *
   * @param next takes what this chain gives
   * @param <P> the blocks that one gives
   */
  public <P> Chain<I, P> then(Chain<? super O, ? extends P> next) {
    return then(next.rows.stream());
  }

  /**
   * Returns this chain with several others behind it, each of which takes every block. Their
   * results come out together, first come first served. A lane of {@code Chain.of(C.class)} gives
   * the blocks as they are.
   *
   * @param lanes at least one
   * @param <P> the blocks they give
   */
  @SafeVarargs
  public final <P> Chain<I, P> replicate(Chain<? super O, ? extends P>... lanes) {
    return fork(new ReplicatingFork(lanes.length), lanes);
  }

  /** Likewise, each block going to one of them: to the first that is free. */
  @SafeVarargs
  public final <P> Chain<I, P> balance(Chain<? super O, ? extends P>... lanes) {
    return fork(new BalancingFork(lanes.length), lanes);
  }

  /** Likewise, each block going to one of them, as the policy says: by demand, or in turn. */
  @SafeVarargs
  public final <P> Chain<I, P> balance(
      BalancingFork.Policy policy, Chain<? super O, ? extends P>... lanes) {
    return fork(new BalancingFork(lanes.length, policy), lanes);
  }

  private <P> Chain<I, P> fork(Stage fork, Chain<?, ?>... lanes) {
    List<List<Stage>> behind = new ArrayList<>();
    behind.add(List.of(fork));
    behind.addAll(SideBySide.rows(lanes));
    behind.add(List.of(new Join(lanes.length)));
    return then(behind.stream());
  }

  private <P> Chain<I, P> then(Stream<List<Stage>> behind) {
    return checked(Stream.concat(rows.stream(), behind).toList());
  }

  /**
   * Returns this chain with other settings of its last processor.
   *
   * @param settings from the processor as it is to what it should be
   */
  public Chain<I, O> with(UnaryOperator<Processor> settings) {
    Processor changed = Objects.requireNonNull(settings.apply(last()));
    List<List<Stage>> all = new ArrayList<>(rows);
    all.set(rows.size() - 1, List.of(changed));
    return checked(all);
  }

  private Processor last() {
    if (!rows.isEmpty() && rows.get(rows.size() - 1).get(0) instanceof Processor processor) {
      return processor;
    }
    throw new InvalidPipelineException(
        ProblemKind.IN_PROGRAM,
        rows.isEmpty()
            ? "this chain has no processor yet: settings follow the stage that they are of"
            : "this chain ends with a join: settings are of a processor; set those of its lanes");
  }

  @Override
  <T> T get(Setting<T> setting) {
    return last().get(setting);
  }

  @Override
  <T> Chain<I, O> set(Setting<T> setting, T value) {
    return with(processor -> processor.set(setting, value));
  }

  @Override
  <T, U> Chain<I, O> set(Setting<T> setting, T value, Setting<U> other, U otherValue) {
    return with(processor -> processor.set(setting, value, other, otherValue));
  }

  /**
   * Returns this chain as the whole of a pipeline, to be opened and run many times.
   *
   * @param pipeline without stages yet; has the name, the engine, and what else is set for a
   *     pipeline as a whole; from here on run by what is returned
   * @throws InvalidPipelineException if it has stages already
   */
  public TypedPipeline<I, O> in(Pipeline pipeline) {
    return new TypedPipeline<>(this, pipeline);
  }

  /**
   * Returns this chain with its inputs, ready to run: each time in processes of its own.
   *
   * @param inputs the blocks, none of them null; gone through once by each run; may be endless
   */
  public Bound<O> over(Iterable<? extends I> inputs) {
    return in(new Pipeline()).over(inputs);
  }

  /**
   * Likewise, over the blocks of a stream, which is closed by the run: the only one.
   *
   * @param inputs the blocks, none of them null; may be endless
   */
  public Bound<O> over(BaseStream<? extends I, ?> inputs) {
    return in(new Pipeline()).over(inputs);
  }

  /**
   * Likewise, over the blocks given; those of an array, or a single one.
   *
   * @param inputs the blocks, none of them null
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // They are read only.
  public final Bound<O> over(I... inputs) {
    return in(new Pipeline()).over(inputs);
  }

  /** Returns this chain, which begins with a producer, ready to run. */
  public Bound<O> alone() {
    return in(new Pipeline()).alone();
  }

  @Override
  public int lanesIn() {
    return 1;
  }

  @Override
  public int lanesOut() {
    return 1;
  }

  @Override
  public String kind() {
    return "chain";
  }

  @Override
  public List<List<Stage>> rows() {
    return rows.isEmpty() ? List.of(List.of(new Pipe())) : rows;
  }

  @Override
  public String toString() {
    return Topology.of(rows).toString();
  }
}

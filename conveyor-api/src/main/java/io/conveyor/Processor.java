package io.conveyor;

import io.conveyor.problem.ProblemKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.BaseStream;

/**
 * A stage that runs a {@link Task} in a process of its own, or in several.
 *
 * <p>Immutable: each setter returns a new processor. What is set here wins over what the task's
 * class declares by {@link StageDefaults}.
 */
public final class Processor extends ProcessorSettings<Processor> implements Stage {

  /** The most workers of a processor. */
  public static final int MOST_WORKERS = 1024;

  /** The most inputs in a window, or from one to the next. */
  public static final int MOST_WINDOW = 1 << 20;

  /** How often a block is tried again under {@link OnError#RETRY} when nothing else is given. */
  public static final int DEFAULT_RETRIES = 3;

  /** How often a worker is replaced without a healthy while when nothing else is given. */
  public static final int DEFAULT_RESTARTS = 10;

  /** The most retries of a block, or restarts of a worker. */
  public static final int MOST_TRIES = 1000;

  private final Task task;
  private final Map<Setting<?>, Object> values;

  /**
   * Creates a processor that runs a job for each block. The type of the blocks must be known from
   * the job: a lambda has the type of its parameter, {@code (Integer x) -> x + 1}; where a method
   * has overloads, or a lambda no type, there is {@link #Processor(Class, Job)}.
   *
   * @param job what it does to each block
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public <I, O> Processor(Job<I, O> job) {
    this((Task) job);
  }

  /**
   * Creates a processor that runs a job for each block, and says what the blocks are: {@code new
   * Processor(String.class, Integer::parseInt)}, {@code new Processor(Integer.class, x -> x + 1)}.
   *
   * @param blocks the class of the blocks it takes; only the compiler uses it
   * @param job what it does to each block
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public <I, O> Processor(Class<I> blocks, Job<? super I, O> job) {
    this((Task) job);
    Objects.requireNonNull(blocks, "blocks");
  }

  private Processor(Task task) {
    this(PrintSink.insteadOf(task), declaredBy(task.getClass()));
  }

  private Processor(Task task, Map<Setting<?>, Object> values) {
    this.task = task;
    this.values = values;
  }

  /**
   * Creates a processor that passes on the blocks that a test holds for.
   *
   * @param test returns whether to pass a block on
   * @param <I> the blocks it takes and gives
   */
  public static <I> Processor filter(Job<? super I, Boolean> test) {
    return new Processor((Task) new FilterJob<>(test));
  }

  /**
   * Creates a processor that gives, for each block, all blocks of a stream. It is stateless, and
   * has one worker unless more are given.
   *
   * @param job returns a stream, which may be endless, and is closed when it has ended
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Processor flatMap(Job<? super I, ? extends BaseStream<? extends O, ?>> job) {
    return new Processor((Task) new FlatMapJob<>(job));
  }

  /**
   * Creates a processor that does something with each block, and gives nothing.
   *
   * @param sink what it does, such as {@code System.out::println}
   * @param <I> the blocks it takes
   */
  public static <I> Processor sink(Sink<I> sink) {
    return new Processor((Task) sink);
  }

  /**
   * Creates a processor that runs a function over all blocks of a run.
   *
   * @param job what it does to them
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Processor stream(StreamJob<I, O> job) {
    return new Processor((Task) job);
  }

  /**
   * Creates a processor that goes through all blocks of a run, and gives results as it goes on.
   *
   * @param job what it does to them
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public static <I, O> Processor stream(PushJob<I, O> job) {
    return new Processor((Task) job);
  }

  /**
   * Creates a processor that takes no blocks and gives its own. It stands alone in the first row,
   * and its pipeline runs without inputs.
   *
   * @param producer what gives the blocks
   * @param <O> the blocks it gives
   */
  public static <O> Processor producer(Producer<O> producer) {
    return new Processor((Task) producer);
  }

  /**
   * Creates a processor that takes no blocks and gives those of a list.
   *
   * @param blocks the blocks, none of them null, all of them serializable; they travel with the
   *     task
   * @param <O> the blocks it gives
   */
  public static <O> Processor producer(List<? extends O> blocks) {
    return new Processor((Task) new ListProducer<>(List.copyOf(blocks)));
  }

  /**
   * Returns this processor with what that class declares by {@link StageDefaults}, for a task that
   * stands in for another class; it replaces what was set before.
   *
   * @throws InvalidPipelineException if a value is out of range
   */
  public Processor defaultsOf(Class<?> type) {
    Map<Setting<?>, Object> declared = declaredBy(type);
    return declared.isEmpty() ? this : new Processor(task, declared);
  }

  private static Map<Setting<?>, Object> declaredBy(Class<?> type) {
    StageDefaults defaults = type.getAnnotation(StageDefaults.class);
    return defaults == null ? Map.of() : Setting.declared(defaults, type);
  }

  @Override
  <T> T get(Setting<T> setting) {
    return setting.in(values);
  }

  @Override
  <T> Processor set(Setting<T> setting, T value) {
    return new Processor(task, setting.put(values, value));
  }

  @Override
  <T, U> Processor set(Setting<T> setting, T value, Setting<U> other, U otherValue) {
    return set(setting, value).set(other, otherValue);
  }

  /**
   * Lets it take windows, each an input further than the last, as {@link #window(int, int)}.
   *
   * @param length the inputs in a window; 1 to {@value Processor#MOST_WINDOW}
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor window(int length) {
    return window(length, 1);
  }

  /**
   * Lets it take windows of consecutive inputs of a run: its job gets a {@link List} for each. An
   * input that is in no whole window gives nothing. As a window holds all that the result depends
   * on, the stage is stateless unless it is said to be {@link #stateful}.
   *
   * @param length the inputs in a window; 1 to {@value Processor#MOST_WINDOW}
   * @param step how many inputs further the next window begins; 1 for windows that slide, {@code
   *     length} for windows one behind the other
   * @throws InvalidPipelineException if one is out of range
   */
  public Processor window(int length, int step) {
    return set(Setting.WINDOW, length, Setting.WINDOW_STEP, step);
  }

  /**
   * Gives each element of a collection, any other {@link Iterable} or an array that its job returns
   * as a block of its own, in order; an empty one gives nothing. Without it, it is one block. What
   * a job returns as a stream or an iterator is given block by block in any case.
   *
   * <p>The elements go out while they are gone through, and each goes out once, even if the worker
   * dies in between, as long as the job gives the same elements for the same block.
   */
  public Processor flatten() {
    return flatten(true);
  }

  /**
   * Gives collections and arrays as several blocks, or as one; see {@link #flatten()}.
   *
   * @param value whether to; by default not
   * @throws InvalidPipelineException if its task takes all blocks of a run, or none
   */
  public Processor flatten(boolean value) {
    if (value && !(task instanceof Job)) {
      throw new InvalidPipelineException(
          ProblemKind.SETTINGS_CLASH,
          "flatten: is for a job that takes a block; a stream job or a producer gives each of its"
              + " results as a block of its own");
    }
    return set(Setting.FLATTEN, value);
  }

  /** Returns this processor with inputs that are windows already, if it takes windows. */
  Processor takingWindows() {
    if (window() == 0) {
      return this;
    }
    Processor whole =
        new Processor(task, Setting.WINDOW.without(Setting.WINDOW_STEP.without(values)));
    return whole
        .set(Setting.STATELESS, isStateless())
        .set(Setting.ORDERED, Optional.of(isOrdered()));
  }

  /** Returns what it runs. */
  @Override
  public Task task() {
    return task;
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
    return "processor";
  }

  @Override
  public String toString() {
    return name().isEmpty() ? kind() : kind() + "(" + name() + ")";
  }
}

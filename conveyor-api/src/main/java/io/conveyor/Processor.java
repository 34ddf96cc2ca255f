package io.conveyor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stage that runs a {@link Task} in a process of its own, or in several.
 *
 * <p>Immutable: each setter returns a new processor. What is set here wins over what the task's
 * class declares by {@link StageDefaults}.
 */
public final class Processor implements Stage {

  /** The most workers of a processor. */
  public static final int MOST_WORKERS = 1024;

  /** The most inputs in a window, or from one to the next. */
  public static final int MOST_WINDOW = 1 << 20;

  /** How often a block is tried again under {@link OnError#RETRY} when nothing else is given. */
  public static final int DEFAULT_RETRIES = 3;

  /** How often a worker is replaced without a healthy while when nothing else is given. */
  public static final int DEFAULT_RESTARTS = 10;

  /** How often a block may be in hand as its worker dies when nothing else is given. */
  private static final int DEFAULT_ATTEMPTS = 3;

  private static final int MOST_TRIES = 1000;
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);

  private final Task task;

  // Changed only on a copy that nobody has seen yet.

  /** The name given, or empty. */
  private String name = "";

  /** 0 while not given. */
  private int workers;

  private boolean stateful;
  private boolean stateless;

  /** Null while not given. */
  private @Nullable Boolean ordered;

  private int window;
  private int windowStep = 1;
  private int inFlight;
  private boolean inLauncher;
  private OnError onError = OnError.FAIL;

  /** Negative while not given. */
  private int retries = -1;

  private @Nullable Duration timeout;
  private int restarts = DEFAULT_RESTARTS;
  private int queueSize;
  private @Nullable String heap;
  private List<String> jvmArgs = List.of();
  private Map<String, String> environment = Map.of();

  /**
   * Creates a processor that runs a job for each block.
   *
   * @param job what it does to each block
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public <I, O> Processor(Job<I, O> job) {
    this((Task) job);
  }

  private Processor(Task task) {
    this.task = Objects.requireNonNull(task, "job");
    StageDefaults defaults = task.getClass().getAnnotation(StageDefaults.class);
    if (defaults != null) {
      take(defaults, task.getClass());
    }
  }

  private Processor(Processor other) {
    task = other.task;
    name = other.name;
    workers = other.workers;
    stateful = other.stateful;
    stateless = other.stateless;
    ordered = other.ordered;
    window = other.window;
    windowStep = other.windowStep;
    inFlight = other.inFlight;
    inLauncher = other.inLauncher;
    onError = other.onError;
    retries = other.retries;
    timeout = other.timeout;
    restarts = other.restarts;
    queueSize = other.queueSize;
    heap = other.heap;
    jvmArgs = other.jvmArgs;
    environment = other.environment;
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
   * Creates a processor that takes no blocks and gives its own. It stands alone in the first row,
   * and its pipeline runs without inputs.
   *
   * @param producer what gives the blocks
   * @param <O> the blocks it gives
   */
  public static <O> Processor producer(Producer<O> producer) {
    return new Processor((Task) producer);
  }

  private Processor with(Consumer<Processor> change) {
    Processor copy = new Processor(this);
    change.accept(copy);
    return copy;
  }

  /**
   * Returns this processor with what that class declares by {@link StageDefaults}, for a task that
   * stands in for another class; it replaces what was set before.
   *
   * @throws InvalidPipelineException if a value is out of range
   */
  public Processor defaultsOf(Class<?> type) {
    StageDefaults defaults = type.getAnnotation(StageDefaults.class);
    return defaults == null ? this : with(copy -> copy.take(defaults, type));
  }

  private void take(StageDefaults defaults, Class<?> type) {
    if (defaults.stateful() && defaults.stateless()) {
      throw new InvalidPipelineException(
          "%s: declares itself both stateful and stateless".formatted(type.getName()));
    }
    require("workers", defaults.workers(), 0, MOST_WORKERS);
    require("window", defaults.window(), 0, MOST_WINDOW);
    require("window step", defaults.windowStep(), 1, MOST_WINDOW);
    require("in-flight", defaults.inFlight(), 0, Integer.MAX_VALUE);
    stateful = defaults.stateful();
    stateless = defaults.stateless();
    workers = defaults.workers();
    ordered = defaults.ordered() ? Boolean.TRUE : null;
    window = defaults.window();
    windowStep = defaults.windowStep();
    inFlight = defaults.inFlight();
    inLauncher = defaults.inLauncher();
    onError = defaults.onError();
  }

  /**
   * Returns this processor under a name, for messages, logs and reports.
   *
   * @param value letters, digits, {@code - _ .}; at most 64 characters; of no other processor of
   *     the pipeline
   * @throws InvalidPipelineException if the name is empty, too long, has other characters, or is of
   *     the form that processors without a name get, {@code row3.1}
   */
  public Processor name(String value) {
    if (value.matches("row\\d+\\.\\d+")) {
      throw new InvalidPipelineException(
          "processor name '%s': names of this form are made from places; choose another"
              .formatted(value));
    }
    Names.require("processor name", value);
    return with(copy -> copy.name = value);
  }

  /**
   * Returns this processor with that many worker processes, which share its input: each block goes
   * to exactly one of them. The order of results among workers is kept only if {@link #ordered}.
   *
   * @param value 1 to {@value #MOST_WORKERS}; by default 1, or for a stateless stage its share of
   *     {@link Pipeline#cpus}
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor workers(int value) {
    require("workers", value, 1, MOST_WORKERS);
    return with(copy -> copy.workers = value);
  }

  /**
   * Returns this processor as one whose result for a block depends on the blocks before: it has one
   * worker, and takes blocks strictly in order.
   */
  public Processor stateful() {
    return with(
        copy -> {
          copy.stateful = true;
          copy.stateless = false;
        });
  }

  /**
   * Returns this processor as one whose result depends on nothing but its block: it is spread over
   * workers, as many as it gets of {@link Pipeline#cpus} unless {@link #workers} is given, and
   * gives results in the order of its inputs.
   */
  public Processor stateless() {
    return with(
        copy -> {
          copy.stateful = false;
          copy.stateless = true;
        });
  }

  /**
   * Returns this processor giving results in the order of its inputs, however many workers it has.
   * A block that takes long makes the others wait once their output pipes are full.
   */
  public Processor ordered() {
    return ordered(true);
  }

  /**
   * Returns this processor giving results in the order of its inputs, or as soon as they are there.
   *
   * @param value whether to keep the order; by default only of a stage that is stateless or has
   *     windows
   */
  public Processor ordered(boolean value) {
    return with(copy -> copy.ordered = value);
  }

  /**
   * Returns this processor taking windows of consecutive inputs, each one further than the last;
   * see {@link #window(int, int)}.
   *
   * @param length the inputs in a window; 1 to {@value #MOST_WINDOW}
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor window(int length) {
    return window(length, 1);
  }

  /**
   * Returns this processor taking windows of consecutive inputs of a run: its job gets a {@link
   * List} for each. An input that is in no whole window gives nothing. As a window holds all that
   * the result depends on, the stage is stateless unless it is said to be {@link #stateful}.
   *
   * @param length the inputs in a window; 1 to {@value #MOST_WINDOW}
   * @param step how many inputs further the next window begins; 1 for windows that slide, {@code
   *     length} for windows one behind the other
   * @throws InvalidPipelineException if one is out of range
   */
  public Processor window(int length, int step) {
    require("window", length, 1, MOST_WINDOW);
    require("window step", step, 1, MOST_WINDOW);
    return with(
        copy -> {
          copy.window = length;
          copy.windowStep = step;
        });
  }

  /** Returns this processor with inputs that are windows already, if it takes windows. */
  Processor takingWindows() {
    return with(
        copy -> {
          copy.stateless = isStateless();
          copy.ordered = isOrdered();
          copy.window = 0;
          copy.windowStep = 1;
        });
  }

  /**
   * Returns this processor with a bound on its inputs that are under way: no further one comes in
   * before the result of the earliest is out. With windows, it counts windows.
   *
   * @param inputs at least 1; by default there is no bound but that of the pipes
   * @throws InvalidPipelineException if it is less than 1
   */
  public Processor inFlight(int inputs) {
    require("in-flight", inputs, 1, Integer.MAX_VALUE);
    return with(copy -> copy.inFlight = inputs);
  }

  /**
   * Returns this processor running in the launcher's own process, on a thread of its own, one block
   * after the other. The task is a copy all the same, and what it does to the process is done to
   * the caller's.
   */
  public Processor inLauncher() {
    return inLauncher(true);
  }

  /**
   * Returns this processor running in the launcher's own process, or not; see {@link
   * #inLauncher()}.
   *
   * @param value whether to; by default not
   */
  public Processor inLauncher(boolean value) {
    return with(copy -> copy.inLauncher = value);
  }

  /**
   * Returns this processor with what becomes of a block, and of the run, when its job throws or its
   * worker dies of it.
   *
   * @param value by default {@link OnError#FAIL}
   */
  public Processor onError(OnError value) {
    Objects.requireNonNull(value, "onError");
    return with(copy -> copy.onError = value);
  }

  /**
   * Returns this processor trying a block again, after growing pauses of 100 ms to 10 s, before
   * {@link #onError} decides: when its job threw, and when its worker died with it in hand.
   *
   * @param times 0 to 1000; by default 0 for a job that throws, or {@value #DEFAULT_RETRIES} under
   *     {@link OnError#RETRY}, and 2 for a worker that dies
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor retries(int times) {
    require("retries", times, 0, MOST_TRIES);
    return with(copy -> copy.retries = times);
  }

  /**
   * Returns this processor with the longest that its job may take for a block. A worker that takes
   * longer is killed and replaced, as any that dies with a block in hand. Time spent waiting for
   * room in the output pipe does not count.
   *
   * @param longest 10 ms to 30 days; by default there is no bound
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor timeout(Duration longest) {
    if (longest.compareTo(SHORTEST_TIMEOUT) < 0 || longest.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new InvalidPipelineException(
          "timeout %s: must be from 10 ms to 30 days".formatted(longest));
    }
    return with(copy -> copy.timeout = longest);
  }

  /**
   * Returns this processor with the number of times that each of its workers may be replaced
   * without 30 s of good health in between, before the run fails. Deaths that a block was found
   * guilty of, and set aside for, do not count.
   *
   * @param times 0 to 1000; by default {@value #DEFAULT_RESTARTS}
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor restarts(int times) {
    require("restarts", times, 0, MOST_TRIES);
    return with(copy -> copy.restarts = times);
  }

  /**
   * Returns this processor with a bound on the blocks that may wait in each of its workers' output
   * pipes.
   *
   * @param blocks 0 (the default) for no bound but the one in bytes that always holds
   * @throws InvalidPipelineException if it is negative
   */
  public Processor queueSize(int blocks) {
    require("queue-size", blocks, 0, Integer.MAX_VALUE);
    return with(copy -> copy.queueSize = blocks);
  }

  /**
   * Returns this processor with the largest heap of each of its workers.
   *
   * @param size as the JVM's {@code -Xmx} takes it, such as {@code 512m}
   * @throws InvalidPipelineException if it is not a number with an optional k, m or g
   */
  public Processor heap(String size) {
    if (!size.matches("[1-9]\\d*[kKmMgG]?")) {
      throw new InvalidPipelineException(
          "heap '%s': must be a number with an optional k, m or g, such as 512m".formatted(size));
    }
    return with(copy -> copy.heap = size);
  }

  /**
   * Returns this processor with further arguments to its workers' JVMs.
   *
   * @param args the arguments, behind those given before; none of them blank
   * @throws InvalidPipelineException if one is blank
   */
  public Processor jvmArgs(String... args) {
    for (String arg : args) {
      if (arg.isBlank()) {
        throw new InvalidPipelineException("jvm-args '%s': must not be blank".formatted(arg));
      }
    }
    List<String> all = new ArrayList<>(jvmArgs);
    all.addAll(List.of(args));
    List<String> unchanging = List.copyOf(all);
    return with(copy -> copy.jvmArgs = unchanging);
  }

  /**
   * Returns this processor with a variable in its workers' environment.
   *
   * @param variable its name, not empty, and without {@code =}
   * @param value its value; replaces the one given before, or that of the launcher
   * @throws InvalidPipelineException if no environment can hold it
   */
  public Processor environment(String variable, String value) {
    boolean named = !variable.isEmpty() && variable.indexOf('=') < 0;
    if (!named || (variable + value).indexOf('\0') >= 0) {
      throw new InvalidPipelineException(
          "environment '%s': must have a name without '=', and no NUL in name or value"
              .formatted(variable));
    }
    Map<String, String> all = new TreeMap<>(environment);
    all.put(variable, value);
    Map<String, String> unchanging = Map.copyOf(all);
    return with(copy -> copy.environment = unchanging);
  }

  private static void require(String setting, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidPipelineException(
          "%s %d: must be from %d to %d".formatted(setting, value, least, most));
    }
  }

  /** Returns the name it was given, or an empty string. */
  public String name() {
    return name;
  }

  /** Returns what it runs. */
  public Task task() {
    return task;
  }

  /** Returns how many workers it was given, or 1; at least 1. */
  public int workers() {
    return Math.max(1, workers);
  }

  /** Returns whether its number of workers is for the pipeline to choose. */
  public boolean isSharingCpus() {
    return workers == 0 && isStateless() && !inLauncher && !(task instanceof Producer);
  }

  /** Returns whether it has one worker that takes blocks in order. */
  public boolean isStateful() {
    return stateful || task instanceof StatefulJob;
  }

  /** Returns whether its results depend on nothing but the block, or the window. */
  public boolean isStateless() {
    return stateless || (window > 0 && !isStateful());
  }

  /** Returns whether results come in the order of inputs, however many workers there are. */
  public boolean isOrdered() {
    Boolean given = ordered;
    return given == null ? stateless || window > 0 : given;
  }

  /** Returns the length of its windows in inputs; 0 if it takes inputs one by one. */
  public int window() {
    return window;
  }

  /** Returns how many inputs further each window begins than the one before; at least 1. */
  public int windowStep() {
    return windowStep;
  }

  /** Returns the most inputs, or windows, under way; 0 for no such bound. */
  public int inFlight() {
    return inFlight;
  }

  /** Returns whether it runs in the launcher's process. */
  public boolean isInLauncher() {
    return inLauncher;
  }

  /** Returns what becomes of a run when the job throws. */
  public OnError onError() {
    return onError;
  }

  /** Returns how often a block whose job threw is tried again. */
  public int retries() {
    return retries >= 0 ? retries : onError == OnError.RETRY ? DEFAULT_RETRIES : 0;
  }

  /** Returns how often a block may be in hand as its worker dies before it is given up. */
  public int attempts() {
    return retries >= 0 ? retries + 1 : DEFAULT_ATTEMPTS;
  }

  /** Returns the longest that its job may take for a block, or null for no bound. */
  public @Nullable Duration timeout() {
    return timeout;
  }

  /** Returns how often each worker may be replaced without a healthy while in between. */
  public int restarts() {
    return restarts;
  }

  /** Returns the bound in blocks of each output pipe; 0 for none. */
  public int queueSize() {
    return queueSize;
  }

  /** Returns the largest heap as the JVM takes it, or null for the default. */
  public @Nullable String heap() {
    return heap;
  }

  /** Returns further arguments to the workers' JVMs. */
  public List<String> jvmArgs() {
    return jvmArgs;
  }

  /** Returns variables set in the workers' environment. */
  public Map<String, String> environment() {
    return environment;
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
    return name.isEmpty() ? kind() : kind() + "(" + name + ")";
  }
}

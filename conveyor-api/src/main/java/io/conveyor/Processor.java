package io.conveyor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stage that runs a {@link Job} in a process of its own, or in several.
 *
 * <p>Immutable: each setter returns a new processor.
 */
public final class Processor implements Stage {

  /** The name given, or empty. */
  private final String name;

  private final Job<?, ?> job;
  private final int workers;
  private final int queueSize;
  private final @Nullable String heap;
  private final List<String> jvmArgs;
  private final Map<String, String> environment;

  /**
   * Creates a processor with one worker.
   *
   * @param job what it does to each block
   * @param <I> the blocks it takes
   * @param <O> the blocks it gives
   */
  public <I, O> Processor(Job<I, O> job) {
    this("", Objects.requireNonNull(job, "job"), 1, 0, null, List.of(), Map.of());
  }

  private Processor(
      String name,
      Job<?, ?> job,
      int workers,
      int queueSize,
      @Nullable String heap,
      List<String> jvmArgs,
      Map<String, String> environment) {
    this.name = name;
    this.job = job;
    this.workers = workers;
    this.queueSize = queueSize;
    this.heap = heap;
    this.jvmArgs = List.copyOf(jvmArgs);
    this.environment = Map.copyOf(environment);
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
    return new Processor(
        Names.require("processor name", value),
        job,
        workers,
        queueSize,
        heap,
        jvmArgs,
        environment);
  }

  /**
   * Returns this processor with that many worker processes, which share its input: each block goes
   * to exactly one of them. The order of results among workers is not kept.
   *
   * @param value 1 (the default) to 1024
   * @throws InvalidPipelineException if it is out of range
   */
  public Processor workers(int value) {
    require("workers", value, 1, 1024);
    return new Processor(name, job, value, queueSize, heap, jvmArgs, environment);
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
    return new Processor(name, job, workers, blocks, heap, jvmArgs, environment);
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
    return new Processor(name, job, workers, queueSize, size, jvmArgs, environment);
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
    return new Processor(name, job, workers, queueSize, heap, all, environment);
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
    return new Processor(name, job, workers, queueSize, heap, jvmArgs, all);
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

  /** Returns what it does to each block. */
  public Job<?, ?> job() {
    return job;
  }

  /** Returns how many workers it has; at least 1. */
  public int workers() {
    return workers;
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

package io.conveyor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to set a stage that runs a task. Immutable: each method returns a changed one. Settings win
 * over what the task's class declares by {@link StageDefaults}.
 *
 * @param <S> what is set
 */
abstract class StageSettings<S> {

  StageSettings() {}

  /** Returns the value of a setting. */
  abstract <T> T get(Setting<T> setting);

  /** Returns this with another value of a setting. */
  abstract <T> S set(Setting<T> setting, T value);

  /** Returns this with other values of two settings. */
  abstract <T, U> S set(Setting<T> setting, T value, Setting<U> other, U otherValue);

  /**
   * Gives it a name, for messages, logs and reports.
   *
   * @param value letters, digits, {@code - _ .}; at most 64 characters; of no other processor of
   *     the pipeline; by default one made from its place, {@code row3.1}
   * @throws InvalidPipelineException if the name is empty, too long, has other characters, or is of
   *     the form that is made from places
   */
  public S name(String value) {
    return set(Setting.NAME, value);
  }

  /**
   * Gives it that many worker processes, which share its input: each block goes to exactly one of
   * them. The order of results among workers is kept only if it is {@link #ordered}.
   *
   * @param value 1 to {@value Processor#MOST_WORKERS}; by default 1, or for a stateless stage its
   *     share of {@link Pipeline#cpus}
   * @throws InvalidPipelineException if it is out of range
   */
  public S workers(int value) {
    return set(Setting.WORKERS, value);
  }

  /**
   * Says that its result for a block depends on the blocks before: it has one worker, and takes
   * blocks strictly in order.
   */
  public S stateful() {
    return set(Setting.STATEFUL, true, Setting.STATELESS, false);
  }

  /**
   * Says that its result depends on nothing but its block: it is spread over workers, as many as it
   * gets of {@link Pipeline#cpus} unless {@link #workers} is given, and gives results in the order
   * of its inputs.
   */
  public S stateless() {
    return set(Setting.STATEFUL, false, Setting.STATELESS, true);
  }

  /**
   * Keeps results in the order of its inputs, however many workers it has. A block that takes long
   * makes the others wait once their output pipes are full.
   */
  public S ordered() {
    return ordered(true);
  }

  /**
   * Keeps results in the order of its inputs, or gives them as soon as they are there.
   *
   * @param value whether to keep the order; by default only of a stage that is stateless or has
   *     windows
   */
  public S ordered(boolean value) {
    return set(Setting.ORDERED, Optional.of(value));
  }

  /**
   * Bounds its inputs that are under way: no further one comes in before the result of the earliest
   * is out. With windows, it counts windows.
   *
   * @param inputs at least 1; by default there is no bound but that of the pipes
   * @throws InvalidPipelineException if it is less than 1
   */
  public S inFlight(int inputs) {
    return set(Setting.IN_FLIGHT, inputs);
  }

  /**
   * Lets it run in the launcher's own process, on a thread of its own, one block after the other.
   * The task is a copy all the same, and what it does to the process is done to the caller's.
   */
  public S inLauncher() {
    return inLauncher(true);
  }

  /**
   * Lets it run in the launcher's own process, or not; see {@link #inLauncher()}.
   *
   * @param value whether to; by default not
   */
  public S inLauncher(boolean value) {
    return set(Setting.IN_LAUNCHER, value);
  }

  /**
   * Says what becomes of a block, and of the run, when its job throws or its worker dies of it.
   *
   * @param value by default {@link OnError#FAIL}
   */
  public S onError(OnError value) {
    return set(Setting.ON_ERROR, value);
  }

  /**
   * Lets it try a block again, after growing pauses, before {@link #onError} decides: when its job
   * threw, and when its worker died with it as its current block.
   *
   * @param times 0 to 1000; by default 0 for a job that throws, or {@value
   *     Processor#DEFAULT_RETRIES} under {@link OnError#RETRY}, and 2 for a worker that dies
   * @throws InvalidPipelineException if it is out of range
   */
  public S retries(int times) {
    return set(Setting.RETRIES, times);
  }

  /**
   * Sets the pause before a block whose job threw is tried again. It doubles with each retry, up to
   * a hundred times as long.
   *
   * @param first 1 ms to an hour; by default 100 ms
   * @throws InvalidPipelineException if it is out of range
   */
  public S retryBackoff(Duration first) {
    return set(Setting.RETRY_BACKOFF, first);
  }

  /**
   * Says how many blocks may be skipped under {@link OnError#SKIP}: a run of which more were
   * skipped fails when it has come to its end.
   *
   * @param most a number of blocks, such as {@code "100"}, or a share of those that it took, such
   *     as {@code "5%"}, from {@code "0%"} to {@code "100%"}; by default fewer than all
   * @throws InvalidPipelineException if it is neither
   */
  public S maxSkipped(String most) {
    return set(Setting.MAX_SKIPPED, Optional.of(most));
  }

  /**
   * As {@link #maxSkipped(String)}, with a number of blocks.
   *
   * @param most at least 0
   */
  public S maxSkipped(long most) {
    return maxSkipped(Long.toString(most));
  }

  /**
   * Bounds the time that its job may take for a block. A worker that takes longer is killed and
   * replaced, as any that dies over a block. Time spent waiting for room in the output pipe does
   * not count.
   *
   * @param longest 10 ms to 30 days; by default there is no bound
   * @throws InvalidPipelineException if it is out of range
   */
  public S timeout(Duration longest) {
    return set(Setting.TIMEOUT, longest);
  }

  /**
   * Says how often each of its workers may be replaced before the run fails, without having been in
   * good health for {@link ProcessSettings#healthyAfter} in between. Deaths that a block was found
   * guilty of, and given up for, do not count.
   *
   * @param times 0 to 1000; by default {@value Processor#DEFAULT_RESTARTS}
   * @throws InvalidPipelineException if it is out of range
   */
  public S restarts(int times) {
    return set(Setting.RESTARTS, times);
  }

  /**
   * Bounds the blocks that may wait in each of its workers' output pipes.
   *
   * @param blocks 0 (the default) for no bound but the one in bytes that always holds
   * @throws InvalidPipelineException if it is negative
   */
  public S queueSize(int blocks) {
    return set(Setting.QUEUE_SIZE, blocks);
  }

  /**
   * Sets the largest heap of each of its workers.
   *
   * @param size as the JVM's {@code -Xmx} takes it, such as {@code 512m}; at least 2 MiB; by
   *     default a share of half the machine's memory, from 64 MiB to 1 GiB
   * @throws InvalidPipelineException if it is not a number with an optional k, m or g, or too small
   */
  public S heap(String size) {
    return set(Setting.HEAP, Optional.of(size));
  }

  /**
   * Gives further arguments to its workers' JVMs.
   *
   * @param args the arguments, behind those given before; none of them blank
   * @throws InvalidPipelineException if one is blank
   */
  public S jvmArgs(String... args) {
    List<String> all = new ArrayList<>(get(Setting.JVM_ARGS));
    all.addAll(List.of(args));
    return set(Setting.JVM_ARGS, all);
  }

  /**
   * Sets a variable in its workers' environment.
   *
   * @param variable its name, not empty, and without {@code =}
   * @param value its value; replaces the one given before, or that of the launcher
   * @throws InvalidPipelineException if no environment can hold it
   */
  public S environment(String variable, String value) {
    Map<String, String> all = new HashMap<>(get(Setting.ENVIRONMENT));
    all.put(variable, value);
    return set(Setting.ENVIRONMENT, all);
  }
}

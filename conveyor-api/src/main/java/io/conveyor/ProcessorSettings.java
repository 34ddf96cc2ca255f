package io.conveyor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a processor is set to, with what follows from its task and from other settings where nothing
 * was given.
 *
 * @param <S> what is set
 */
abstract class ProcessorSettings<S> extends StageSettings<S> {

  /** At how many deaths a block may be the current one when nothing else is given. */
  private static final int DEFAULT_ATTEMPTS = 3;

  /** Returns the name it was given, or an empty string. */
  public String name() {
    return get(Setting.NAME);
  }

  /** Returns what it runs. */
  public abstract Task task();

  /** Returns how many workers it was given, or 1; at least 1. */
  public int workers() {
    return Math.max(1, get(Setting.WORKERS));
  }

  /** Returns whether its number of workers is for the pipeline to choose. */
  public boolean isSharingCpus() {
    return get(Setting.WORKERS) == 0
        && isStateless()
        && !isInLauncher()
        && !(task() instanceof Producer);
  }

  /** Returns whether it has one worker that takes blocks in order. */
  public boolean isStateful() {
    return get(Setting.STATEFUL) || task() instanceof StatefulJob;
  }

  /** Returns whether its results depend on nothing but the block, or the window. */
  public boolean isStateless() {
    return get(Setting.STATELESS) || (window() > 0 && !isStateful());
  }

  /** Returns whether it was said to be {@link Processor#stateless}, rather than taken to be. */
  public boolean isSaidStateless() {
    return get(Setting.STATELESS);
  }

  /** Returns whether results come in the order of inputs, however many workers there are. */
  public boolean isOrdered() {
    return get(Setting.ORDERED).orElse(get(Setting.STATELESS) || window() > 0);
  }

  /** Returns the length of its windows in inputs; 0 if it takes inputs one by one. */
  public int window() {
    return get(Setting.WINDOW);
  }

  /** Returns whether a collection or an array that its job returns is several blocks. */
  public boolean isFlattened() {
    return get(Setting.FLATTEN);
  }

  /** Returns how many inputs further each window begins than the one before; at least 1. */
  public int windowStep() {
    return get(Setting.WINDOW_STEP);
  }

  /** Returns the most inputs, or windows, under way; 0 for no such bound. */
  public int inFlight() {
    return get(Setting.IN_FLIGHT);
  }

  /** Returns whether it runs in the launcher's process. */
  public boolean isInLauncher() {
    return get(Setting.IN_LAUNCHER);
  }

  /** Returns what becomes of a run when the job throws. */
  public OnError onError() {
    return get(Setting.ON_ERROR);
  }

  /**
   * Returns how many blocks may be skipped: a number, or a share with a percent sign; empty where
   * it is any, but not all.
   */
  public Optional<String> maxSkipped() {
    return get(Setting.MAX_SKIPPED);
  }

  /** Returns how often a block whose job threw is tried again. */
  public int retries() {
    int given = get(Setting.RETRIES);
    return given >= 0 ? given : onError() == OnError.RETRY ? Processor.DEFAULT_RETRIES : 0;
  }

  /** Returns at how many deaths of its worker, as the current one, a block is given up. */
  public int attempts() {
    int given = get(Setting.RETRIES);
    return given >= 0 ? given + 1 : DEFAULT_ATTEMPTS;
  }

  /** Returns the pause before a block whose job threw is tried again for the first time. */
  public Duration retryBackoff() {
    return get(Setting.RETRY_BACKOFF);
  }

  /** Returns the longest that its job may take for a block, or null for no bound. */
  public @Nullable Duration timeout() {
    Duration longest = get(Setting.TIMEOUT);
    return longest.isZero() ? null : longest;
  }

  /** Returns how often each worker may be replaced without a healthy while in between. */
  public int restarts() {
    return get(Setting.RESTARTS);
  }

  /** Returns the bound in blocks of each output pipe; 0 for none. */
  public int queueSize() {
    return get(Setting.QUEUE_SIZE);
  }

  /** Returns the largest heap as the JVM takes it, or null for the default. */
  public @Nullable String heap() {
    return get(Setting.HEAP).orElse(null);
  }

  /** Returns further arguments to the workers' JVMs. */
  public List<String> jvmArgs() {
    return get(Setting.JVM_ARGS);
  }

  /** Returns variables set in the workers' environment. */
  public Map<String, String> environment() {
    return get(Setting.ENVIRONMENT);
  }
}

package io.conveyor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a {@link Task} of this class is run unless its {@link Processor} says otherwise. Every
 * setting of a stage is here but its name, which is of one place.
 *
 * <pre>{@code
 * @StageDefaults(window = 3, inFlight = 10)
 * final class Difference implements Job<List<Integer>, Integer> { ... }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface StageDefaults {

  /** Whether what it does depends on the blocks before: {@link Processor#stateful()}. */
  boolean stateful() default false;

  /** Whether it depends on nothing but its block: {@link Processor#stateless()}. */
  boolean stateless() default false;

  /** The number of workers, as {@link Processor#workers(int)}; 0 for not given. */
  int workers() default 0;

  /** Whether results come in the order of inputs: {@link Processor#ordered()}. */
  boolean ordered() default false;

  /** The length of windows, as {@link Processor#window(int, int)}; 0 for none. */
  int window() default 0;

  /** How far each window is from the one before, as {@link Processor#window(int, int)}. */
  int windowStep() default 1;

  /**
   * Whether a collection or an array that it gives is several blocks: {@link Processor#flatten}.
   */
  boolean flatten() default false;

  /** The most inputs under way, as {@link Processor#inFlight(int)}; 0 for no such bound. */
  int inFlight() default 0;

  /** Whether it runs in the launcher's process: {@link Processor#inLauncher()}. */
  boolean inLauncher() default false;

  /** What becomes of a run when it throws: {@link Processor#onError(OnError)}. */
  OnError onError() default OnError.FAIL;

  /** How often a block is tried again, as {@link Processor#retries(int)}; -1 for not given. */
  int retries() default -1;

  /** The pause before a retry, in milliseconds, as {@link Processor#retryBackoff(Duration)}. */
  long retryBackoffMillis() default 100;

  /** How many blocks may be skipped, as {@link Processor#maxSkipped(String)}; "" for not given. */
  String maxSkipped() default "";

  /**
   * The longest that its job may take for a block, in milliseconds, as {@link Processor#timeout}; 0
   * for no bound.
   */
  long timeoutMillis() default 0;

  /** How often each worker may be replaced, as {@link Processor#restarts(int)}. */
  int restarts() default Processor.DEFAULT_RESTARTS;

  /** The most blocks in each output pipe, as {@link Processor#queueSize(int)}; 0 for no bound. */
  int queueSize() default 0;

  /** The largest heap of each worker, as {@link Processor#heap(String)}; empty for not given. */
  String heap() default "";

  /** Further arguments to its workers' JVMs, as {@link Processor#jvmArgs(String...)}. */
  String[] jvmArgs() default {};

  /** Variables of its workers' environment, each as {@code NAME=value}. */
  String[] environment() default {};
}

package io.conveyor;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Processor} does to a block. A lambda, a method reference, or a class with state.
 *
 * <p>A job is sent to its worker's JVM by Java serialization, so whatever it captures must be
 * serializable; {@link Pipeline#add} refuses one that is not. Each worker has its own copy and
 * calls it from one thread: a job needs no synchronization, and shares no variable with the
 * launcher or with another worker ({@link CommonMemory} is for that).
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public interface Job<I, O> extends Serializable {

  /**
   * Processes one block.
   *
   * @param block the block; never null
   * @return the result, or null to emit nothing for this block
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  @Nullable O run(I block) throws Exception;

  /**
   * Called once in the worker before the first block.
   *
   * @param context where the job runs; also available as {@link JobContext#current()}
   * @throws Exception anything: the pipeline then fails to open
   */
  default void open(JobContext context) throws Exception {}

  /**
   * Called once in the worker after the last block of the last run, when the pipeline closes. Not
   * called when the worker dies.
   *
   * @throws Exception anything: it is logged, with the stage's name
   */
  default void close() throws Exception {}
}

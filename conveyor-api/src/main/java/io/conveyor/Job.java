package io.conveyor;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Processor} does to a block. A lambda, a method reference, or a class with state.
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 */
@FunctionalInterface
public non-sealed interface Job<I, O> extends Task {

  /**
   * Processes one block.
   *
   * @param block the block; never null
   * @return the result, or null to emit nothing for this block
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  @Nullable O run(I block) throws Exception;
}

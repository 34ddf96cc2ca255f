package io.conveyor;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Processor} does with a block that ends there: prints it, writes it, counts it. Any
 * method without a result is one; {@code System.out::println} and {@code System.err::println} print
 * to where the launcher's output goes.
 *
 * <pre>{@code
 * pipeline.add(Processor.sink(System.out::println));
 * }</pre>
 *
 * @param <I> the blocks it takes
 */
@FunctionalInterface
public interface Sink<I> extends Job<I, Void> {

  /**
   * Takes one block.
   *
   * @param block the block; never null
   * @throws Exception anything: it reaches the caller of the run as a {@link JobFailedException}
   */
  void accept(I block) throws Exception;

  /** Takes the block, and gives nothing. */
  @Override
  default @Nullable Void run(I block) throws Exception {
    accept(block);
    return null;
  }
}

package io.conveyor;

/**
 * A job whose result for a block depends on the blocks before, and whose state can be had and given
 * back. Its stage is {@link Processor#stateful() stateful}, and yet survives the death of its
 * worker: the replacement gets the last snapshot, and then the blocks since once more, whose
 * results are not given a second time. So state and results are as if nothing had happened,
 * provided that the job does the same for the same blocks.
 *
 * <p>Snapshots are taken between blocks, every now and then, and seldom enough to take a small part
 * of the worker's time. All methods are called by one thread.
 *
 * @param <I> the blocks it takes
 * @param <O> the blocks it gives
 * @param <S> its state; whatever can be a block, and no larger
 */
public interface StatefulJob<I, O, S> extends Job<I, O> {

  /**
   * Returns the state after the block that was run last. It is encoded before the next block.
   *
   * @throws Exception to fail the run
   */
  S snapshot() throws Exception;

  /**
   * Takes a state back. Called after {@link #open}, before the first block, and only in a worker
   * that takes the place of another.
   *
   * @param state what {@link #snapshot} returned
   * @throws Exception to fail the start of the worker
   */
  void restore(S state) throws Exception;
}

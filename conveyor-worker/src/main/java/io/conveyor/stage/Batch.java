package io.conveyor.stage;

/**
 * Consecutive blocks of one input, as a carrier hands them to a stage. Belongs to the stage's
 * thread. A carrier may use one object for all batches of an input: it stands for a batch until the
 * next one is polled.
 */
public interface Batch {

  /**
   * Returns the number of the input, at least 0: together with a block's sequence number it is the
   * block's id, so it is the same for a worker that replaces another.
   */
  int origin();

  /** Returns the sequence number of the first block, at least 0. */
  long sequence();

  /** Returns how many blocks there are, at least 1. */
  int count();

  /** Returns the sequence number behind the last block. */
  default long end() {
    return sequence() + count();
  }

  /** Returns the sequence number of the first block of the run. */
  long runStart();

  /**
   * Returns the next block, the first one at first.
   *
   * @throws io.conveyor.ConveyorException if it cannot be decoded; the block after it is next then
   */
  Object next();

  /**
   * Returns a fresh copy of a block that was next before; the block after it is next then.
   *
   * @param sequence the block's sequence number
   */
  Object again(long sequence);

  /**
   * Returns how many bytes the blocks take that {@link #next} has returned, as encoded; 0 if nobody
   * needs to know, since {@link StageIo#requireRoom} has no limit.
   */
  default long bytes() {
    return 0;
  }
}

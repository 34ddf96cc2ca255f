package io.conveyor.control;

import java.util.Arrays;

/**
 * How many blocks took how long, by powers of two: counting costs next to nothing, and what it says
 * of a time is right within a factor of two. Immutable.
 */
public final class BlockTimes {

  /** From less than 128 ns to more than two minutes. */
  public static final int BUCKETS = 32;

  private static final int FIRST_BITS = 7;

  /** The middle of a bucket, by ratios, is so much more than where it begins. */
  private static final double MIDDLE = Math.sqrt(2);

  private final long[] counts;

  BlockTimes(long[] counts) {
    this.counts = counts;
  }

  /** Returns those of no blocks. */
  public static BlockTimes none() {
    return new BlockTimes(new long[BUCKETS]);
  }

  /** Returns which blocks are counted together with those that take so long. */
  public static int bucket(long nanos) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, nanos));
    return Math.min(BUCKETS - 1, Math.max(0, bits - FIRST_BITS));
  }

  /** Returns these blocks and others. */
  public BlockTimes plus(BlockTimes others) {
    long[] sum = new long[BUCKETS];
    Arrays.setAll(sum, bucket -> counts[bucket] + others.counts[bucket]);
    return new BlockTimes(sum);
  }

  /** Returns these blocks without those that were counted before. */
  public BlockTimes minus(BlockTimes before) {
    long[] rest = new long[BUCKETS];
    Arrays.setAll(rest, bucket -> Math.max(0, counts[bucket] - before.counts[bucket]));
    return new BlockTimes(rest);
  }

  /** Returns how many blocks took as long as a bucket says. */
  public long count(int bucket) {
    return counts[bucket];
  }

  /** Returns how many nanoseconds the blocks of a bucket took at most; those of the last, more. */
  public static double most(int bucket) {
    return 1L << (bucket + FIRST_BITS);
  }

  /** Returns how many blocks there are. */
  public long blocks() {
    return Arrays.stream(counts).sum();
  }

  /**
   * Returns about how long the block takes that a share of all blocks is no slower than, in
   * nanoseconds; 0 if there are no blocks.
   *
   * @param share from 0 to 1
   */
  public double percentile(double share) {
    double wanted = share * blocks();
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      seen += counts[bucket];
      if (counts[bucket] > 0 && seen >= wanted) {
        return (1L << (bucket + FIRST_BITS - 1)) * MIDDLE;
      }
    }
    return 0;
  }
}

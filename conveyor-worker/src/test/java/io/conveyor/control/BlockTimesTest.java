package io.conveyor.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Times of blocks are counted by powers of two, and told within that. */
class BlockTimesTest {

  private static final double WITHIN = Math.sqrt(2) + 1e-9;

  @TempDir private Path directory;

  @Test
  void tellsEachTimeWithinTheSquareRootOfTwo() {
    Counters counters = Counters.create(directory, 1);
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      long nanos = (long) Math.scalb(1 + random.nextDouble(), 7 + random.nextInt(29));
      BlockTimes before = counters.blockTimes(0);
      counters.addBlocks(0, BlockTimes.bucket(nanos), 3);
      BlockTimes one = counters.blockTimes(0).minus(before);
      assertEquals(3, one.blocks());
      double ratio = one.percentile(0.5) / nanos;
      assertTrue(ratio < WITHIN && ratio > 1 / WITHIN, nanos + " ns is told as " + ratio);
    }
  }

  @Test
  void countsWhatIsBriefOrEndlessAtItsEnds() {
    assertEquals(0, BlockTimes.bucket(-1));
    assertEquals(0, BlockTimes.bucket(0));
    assertEquals(0, BlockTimes.bucket(127));
    assertEquals(1, BlockTimes.bucket(128));
    assertEquals(BlockTimes.BUCKETS - 1, BlockTimes.bucket(Long.MAX_VALUE));
    assertEquals(0, BlockTimes.none().percentile(0.99));
  }

  @Test
  void theSlowestInAHundredAreThe99thPercentile() {
    Counters counters = Counters.create(directory, 2);
    counters.addBlocks(0, BlockTimes.bucket(1_000), 97);
    counters.addBlocks(1, BlockTimes.bucket(1_000_000), 3);
    BlockTimes all = counters.blockTimes(0).plus(counters.blockTimes(1));
    assertEquals(100, all.blocks());
    assertTrue(all.percentile(0.5) < 2_000, all.percentile(0.5) + " ns");
    assertTrue(all.percentile(0.99) > 500_000, all.percentile(0.99) + " ns");
  }
}

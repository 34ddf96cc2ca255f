package io.conveyor.cli;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** The results of a run, by 8 bytes for each, to be held against those of another. */
final class ResultDigests {

  private static final int FIRST_CAPACITY = 1024;

  private final CRC32 high = new CRC32();
  private final CRC32C low = new CRC32C();
  private long[] digests = new long[FIRST_CAPACITY];
  private int count;

  void add(byte[] result) {
    if (count == digests.length) {
      digests = Arrays.copyOf(digests, 2 * count);
    }
    high.reset();
    high.update(result);
    low.reset();
    low.update(result);
    digests[count++] = high.getValue() << 32 | low.getValue();
  }

  int count() {
    return count;
  }

  /** Returns how many results of these the others do not have, or have less often. */
  long missingIn(ResultDigests others) {
    long[] mine = sorted();
    long[] theirs = others.sorted();
    long missing = 0;
    int at = 0;
    for (long digest : mine) {
      while (at < theirs.length && theirs[at] < digest) {
        at++;
      }
      if (at < theirs.length && theirs[at] == digest) {
        at++;
      } else {
        missing++;
      }
    }
    return missing;
  }

  private long[] sorted() {
    long[] copy = Arrays.copyOf(digests, count);
    Arrays.sort(copy);
    return copy;
  }

  /** Returns at how many places these differ from the others. */
  long misplacedIn(ResultDigests others) {
    long misplaced = 0;
    for (int i = 0; i < Math.min(count, others.count); i++) {
      misplaced += digests[i] == others.digests[i] ? 0 : 1;
    }
    return misplaced;
  }
}

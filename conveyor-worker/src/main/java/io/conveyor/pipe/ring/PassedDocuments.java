package io.conveyor.pipe.ring;

import java.util.Arrays;

/** Documents that were read but not acknowledged, oldest first, without an object for each. */
public final class PassedDocuments {

  private static final int FIRST_CAPACITY = 64;

  private long[] untils = new long[FIRST_CAPACITY];
  private long[] indexes = new long[FIRST_CAPACITY];
  private int first;
  private int size;

  /** Adds a document that is done with once everything before {@code until} is acknowledged. */
  public void add(long until, long index) {
    if (size == untils.length) {
      grow();
    }
    int at = first + size++ & untils.length - 1;
    untils[at] = until;
    indexes[at] = index;
  }

  /** Removes what is done with, and returns the index of the last, or {@code otherwise}. */
  public long removeUntil(long acknowledged, long otherwise) {
    long index = otherwise;
    while (size > 0 && untils[first] <= acknowledged) {
      index = indexes[first];
      first = first + 1 & untils.length - 1;
      size--;
    }
    return index;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  private void grow() {
    untils = unrolled(untils);
    indexes = unrolled(indexes);
    first = 0;
  }

  private long[] unrolled(long[] ring) {
    long[] wider = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    Arrays.fill(wider, ring.length - first, wider.length, 0);
    System.arraycopy(ring, 0, wider, ring.length - first, first);
    return wider;
  }
}

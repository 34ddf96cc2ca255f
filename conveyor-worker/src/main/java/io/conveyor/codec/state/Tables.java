package io.conveyor.codec.state;

import java.util.Spliterator;

/**
 * The size of the table that a hash map or set has its keys in, on which the order depends in which
 * they are gone through. The JDK keeps it to itself, but lets the keys be split as long as the
 * table can be halved, whether there are any or not.
 */
final class Tables {

  private static final int MOST_HALVES = 30;

  private Tables() {}

  /** Returns how often the table can be halved; 0 also if there is none yet. */
  static int halves(Spliterator<?> keys) {
    int halves = 0;
    while (halves < MOST_HALVES && keys.trySplit() != null) {
      halves++;
    }
    return halves;
  }

  /** Returns the capacity to ask a {@code HashMap} or {@code HashSet} for, to get such a table. */
  static int ofHashMap(int halves) {
    return 1 << Math.min(halves, MOST_HALVES);
  }

  /** Returns the capacity to ask a {@code ConcurrentHashMap} for, which takes it for a load. */
  static int ofConcurrentMap(int halves) {
    int size = ofHashMap(halves);
    return size <= 2 ? size - 1 : size / 4 * 3 - 1;
  }
}

package io.conveyor.topology;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs a property over many seeds, or over the one given by {@code -Dseed=}. A failure names its
 * seed.
 */
final class Seeds {

  private Seeds() {}

  static void forEach(int count, Consumer<Random> property) {
    Long only = Long.getLong("seed");
    long first = only != null ? only : System.nanoTime();
    long last = only != null ? only : first + count - 1;
    for (long seed = first; seed <= last; seed++) {
      try {
        property.accept(new Random(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("failed with -Dseed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }
}

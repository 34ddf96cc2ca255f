package io.conveyor.topology;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the next row meets.
 *
 * @param before the row before it, or null at the start
 * @param lanes the lanes there are, in order
 * @param open the forks they come from, or null if there is none or it has been joined
 * @param certainty what is known of it
 */
record Front(@Nullable Row before, List<Lane> lanes, @Nullable Forks open, Certainty certainty) {

  /** The most lanes that a row may leave. */
  static final int MAX_LANES = 4096;

  static final Front START = new Front(null, List.of(Lane.INPUT), null, Certainty.KNOWN);

  /** What is known of a front. */
  enum Certainty {
    /** All rows before it fit. */
    KNOWN,
    /** A row before it did not fit, and something was assumed of what it would leave. */
    ASSUMED,
    /** Likewise; how many lanes there are was assumed, and of which forks is not known. */
    WITHOUT_FORKS
  }

  int width() {
    return lanes.size();
  }

  boolean isAssumed() {
    return certainty != Certainty.KNOWN;
  }

  boolean knowsForks() {
    return certainty != Certainty.WITHOUT_FORKS;
  }

  /** Returns what a row leaves that has been laid over this front. */
  Front after(Row row, List<Lane> leaves, @Nullable Forks nowOpen) {
    return new Front(row, leaves, nowOpen, certainty);
  }

  /** Returns a front of that many lanes, which a row that does not fit is assumed to leave. */
  static Front assumed(@Nullable Row row, int width, @Nullable Forks open, boolean knowsForks) {
    return new Front(
        row,
        Collections.nCopies(width, Lane.INPUT),
        open,
        knowsForks ? Certainty.ASSUMED : Certainty.WITHOUT_FORKS);
  }
}

package io.conveyor.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the next row meets.
 *
 * @param before the row before it, or null at the start
 * @param lanes the lanes there are, in order
 * @param open the forks they come from, or null if there is none or it has been joined
 */
record Front(@Nullable Row before, List<Lane> lanes, @Nullable OpenForks open) {

  static final Front START = new Front(null, List.of(Lane.INPUT), null);

  int width() {
    return lanes.size();
  }
}

package io.conveyor.it.equivalence;

import java.io.Serializable;

/** A block that knows which lane it came through: behind a join, each lane's order is known. */
record Tagged(String lane, Object block) implements Serializable {

  static Object bare(Object block) {
    return block instanceof Tagged tagged ? tagged.block : block;
  }

  static String laneOf(Object block) {
    return block instanceof Tagged tagged ? tagged.lane : "";
  }

  static Object of(String lane, Object block) {
    return lane.isEmpty() ? block : new Tagged(lane, block);
  }
}

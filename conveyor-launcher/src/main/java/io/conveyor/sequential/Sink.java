package io.conveyor.sequential;

import java.util.List;

/** Where blocks of a lane go. */
@FunctionalInterface
interface Sink {

  /** Takes a block, and carries all that comes of it to the end. */
  void accept(byte[] encoded);

  /** Returns a sink that gives each block to all of several. */
  static Sink replicating(List<Sink> lanes) {
    return encoded -> lanes.forEach(lane -> lane.accept(encoded));
  }

  /** Returns a sink that gives the blocks to several in turn. */
  static Sink balancing(List<Sink> lanes) {
    return new Sink() {
      private int next;

      @Override
      public void accept(byte[] encoded) {
        Sink lane = lanes.get(next);
        next = (next + 1) % lanes.size();
        lane.accept(encoded);
      }
    };
  }
}

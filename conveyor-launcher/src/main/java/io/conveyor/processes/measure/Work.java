package io.conveyor.processes.measure;

import io.conveyor.control.BlockTimes;

/**
 * What workers have done since their run was begun, or within some time.
 *
 * @param blocksIn blocks taken
 * @param blocksOut blocks given
 * @param bytesOut encoded bytes given
 * @param skipped blocks dropped because their job threw
 * @param deadLettered blocks dead-lettered
 * @param retries how often a block was tried again after its job threw
 * @param restarts how often a worker was replaced
 * @param busyNanos time spent working
 * @param starvedNanos time spent waiting for input
 * @param stalledNanos time spent waiting for room
 * @param blockTimes how long blocks took
 */
public record Work(
    long blocksIn,
    long blocksOut,
    long bytesOut,
    long skipped,
    long deadLettered,
    long retries,
    long restarts,
    long busyNanos,
    long starvedNanos,
    long stalledNanos,
    BlockTimes blockTimes) {

  /** Nothing has been done. */
  static final Work NONE = new Work(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, BlockTimes.none());

  Work plus(Work other) {
    return new Work(
        blocksIn + other.blocksIn,
        blocksOut + other.blocksOut,
        bytesOut + other.bytesOut,
        skipped + other.skipped,
        deadLettered + other.deadLettered,
        retries + other.retries,
        restarts + other.restarts,
        busyNanos + other.busyNanos,
        starvedNanos + other.starvedNanos,
        stalledNanos + other.stalledNanos,
        blockTimes.plus(other.blockTimes));
  }

  Work minus(Work before) {
    return new Work(
        blocksIn - before.blocksIn,
        blocksOut - before.blocksOut,
        bytesOut - before.bytesOut,
        skipped - before.skipped,
        deadLettered - before.deadLettered,
        retries - before.retries,
        restarts - before.restarts,
        busyNanos - before.busyNanos,
        starvedNanos - before.starvedNanos,
        stalledNanos - before.stalledNanos,
        blockTimes.minus(before.blockTimes));
  }
}

package io.conveyor.processes.measure;

import io.conveyor.BlockId;

/**
 * The block that a worker is at.
 *
 * @param block its id
 * @param nanos for how long about; blocks that take less than some milliseconds together count as
 *     one
 * @param retry how often it has been tried again
 */
public record InHand(BlockId block, long nanos, long retry) {}

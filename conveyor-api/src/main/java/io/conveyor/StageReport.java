package io.conveyor;

import java.time.Duration;

/**
 * What one processor did in a run, over all its workers.
 *
 * @param stage its name
 * @param workers how many workers it has
 * @param blocksIn blocks taken
 * @param blocksOut blocks given
 * @param bytesOut bytes written to its output pipes, after encoding
 * @param busy time spent in its job, added up over its workers
 * @param starved time spent waiting for input, likewise
 * @param stalled time spent waiting for room in a full output pipe, likewise
 * @param restarts workers replaced after they died
 * @param skipped blocks skipped because their job failed
 * @param deadLettered blocks kept as dead letters
 * @param repeated blocks that a job was given once more, after a failure or the death of a worker:
 *     what else it does for a block than give results, it has done again for these
 */
public record StageReport(
    String stage,
    int workers,
    long blocksIn,
    long blocksOut,
    long bytesOut,
    Duration busy,
    Duration starved,
    Duration stalled,
    long restarts,
    long skipped,
    long deadLettered,
    long repeated) {}

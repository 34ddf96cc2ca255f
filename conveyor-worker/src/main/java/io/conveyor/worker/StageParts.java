package io.conveyor.worker;

import io.conveyor.Job;
import io.conveyor.codec.BatchEncoder;
import io.conveyor.control.Counters;
import io.conveyor.pipe.Doorbell;
import io.conveyor.pipe.PipeWriter;
import java.util.List;

/**
 * What a {@link StageLoop} is put together from.
 *
 * @param party its number
 * @param job the job, opened
 * @param context the job's context
 * @param inputs its input pipes
 * @param output its output pipe
 * @param encoder encodes results
 * @param bell wakes it
 * @param counters where it counts
 * @param failures told when the job fails
 * @param beforeCommit done before results are committed: what the job printed goes out first
 */
record StageParts(
    int party,
    Job<Object, Object> job,
    WorkerContext context,
    List<StageInput> inputs,
    PipeWriter output,
    BatchEncoder encoder,
    Doorbell bell,
    Counters counters,
    StageLoop.Failures failures,
    Runnable beforeCommit) {}

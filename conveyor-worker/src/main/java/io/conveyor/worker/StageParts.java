package io.conveyor.worker;

import io.conveyor.bell.Doorbell;
import io.conveyor.codec.BlockCodec;
import io.conveyor.control.Counters;
import io.conveyor.pipe.PipeWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StageFlow} is put together from.
 *
 * @param party its number
 * @param context the job's context
 * @param ordered whether each document tells the first block that it answers
 * @param inputs its input pipes
 * @param output its output pipe
 * @param codec encodes results
 * @param durable whether a failed run may be gone on with later
 * @param bell wakes it
 * @param counters where it counts
 * @param failures told when the job fails
 * @param deadLetters takes blocks that are put aside
 * @param snapshots keeps the job's state, if it can be kept
 * @param beforeCommit done before results are committed: what the job printed goes out first
 */
record StageParts(
    int party,
    WorkerContext context,
    boolean ordered,
    List<StageInput> inputs,
    PipeWriter output,
    BlockCodec codec,
    boolean durable,
    Doorbell bell,
    Counters counters,
    StageLoop.Failures failures,
    StageLoop.DeadLetterBox deadLetters,
    @Nullable Snapshots snapshots,
    Runnable beforeCommit) {}

package io.conveyor.worker.carrier;

import io.conveyor.bell.Doorbell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pipes of a stage, open.
 *
 * @param inputs where its blocks come from
 * @param output where its results go
 * @param vector how far it has come, as the output says
 * @param bell wakes it
 * @param snapshots keeps the task's state, if it can be kept
 */
record StagePipes(
    List<PipeInput> inputs,
    PipeOutput output,
    CommitVector vector,
    Doorbell bell,
    @Nullable Snapshots snapshots) {

  /** Closes them all. */
  void close() {
    inputs.forEach(PipeInput::close);
    output.close();
    bell.close();
  }
}

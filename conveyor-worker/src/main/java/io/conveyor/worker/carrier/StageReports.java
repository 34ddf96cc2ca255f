package io.conveyor.worker.carrier;

import io.conveyor.BlockId;
import io.conveyor.FailedBlock;
import io.conveyor.PipelineEvent;
import org.jspecify.annotations.Nullable;

/** Takes what a stage has to say beside its results. Called by the stage's thread. */
public interface StageReports {

  /**
   * A task threw, or gave what cannot be passed on. The rest of the run's blocks are dropped.
   *
   * @param run the run
   * @param block the current block; null if there is none
   * @param thrown what was thrown
   */
  void failed(int run, @Nullable FailedBlock block, Throwable thrown);

  /**
   * Keeps a block as a dead letter, or replaces what is there of it; returns when it is safe.
   *
   * @param run the run
   * @param id the block's id
   * @param tries how often it was tried; 0 if it took the workers before down
   * @param block a batch of the one block
   * @param thrown what was thrown at last; null if it took the workers before down
   * @throws io.conveyor.ConveyorException if it cannot be kept
   */
  void deadLetter(int run, BlockId id, int tries, byte[] block, @Nullable Throwable thrown);

  /** A block that the task threw over was dealt with; said only if the plan asks for it. */
  void happened(PipelineEvent.BlockFailed event);
}

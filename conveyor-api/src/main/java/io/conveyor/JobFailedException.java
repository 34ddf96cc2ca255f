package io.conveyor;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job threw. The cause carries what it threw, with the worker's own stack trace and causes; it is
 * a {@link RemoteException} and not the original type, which need not be serializable nor even
 * known here.
 */
public final class JobFailedException extends ConveyorException {

  private static final long serialVersionUID = 1L;

  /** The stage's name. */
  private final String stage;

  /** Which worker, from 0. */
  private final int worker;

  /** The block; null if the job failed outside a block. */
  private final @Nullable FailedBlock block;

  /** How many tasks failed; at least 1. */
  private final int failedTasks;

  /**
   * Creates an exception.
   *
   * @param stage the stage's name
   * @param worker which worker of the stage, from 0
   * @param block the block over which it failed; null if there was none
   * @param cause what the job threw
   */
  public JobFailedException(
      String stage, int worker, @Nullable FailedBlock block, RemoteException cause) {
    this(stage, worker, block, 1, cause);
  }

  private JobFailedException(
      String stage,
      int worker,
      @Nullable FailedBlock block,
      int failedTasks,
      RemoteException cause) {
    super(
        Category.RUN_FAILED,
        "stage '%s', worker %d%s%s: %s"
            .formatted(
                stage,
                worker,
                block == null ? "" : ", block " + block,
                failedTasks == 1 ? "" : ", the first of " + failedTasks + " tasks that failed",
                cause),
        cause);
    this.failedTasks = failedTasks;
    this.stage = stage;
    this.worker = worker;
    this.block = block;
  }

  /** Returns the stage's name. */
  public String stage() {
    return stage;
  }

  /** Returns which worker of the stage it was, from 0. */
  public int worker() {
    return worker;
  }

  /**
   * Returns the block's id, as {@link JobContext#blockId()}; empty if the job failed outside a
   * block.
   */
  public Optional<BlockId> blockId() {
    return block().map(FailedBlock::id);
  }

  /** Returns the block over which the job failed; empty if it failed outside a block. */
  public Optional<FailedBlock> block() {
    return Optional.ofNullable(block);
  }

  /**
   * Returns how many tasks failed in the run, each worker of a stage being one; at least 1. This
   * exception reports the first.
   */
  public int failedTasks() {
    return failedTasks;
  }

  /**
   * Returns this exception as the first of several.
   *
   * @param tasks how many tasks failed in all; at least 1
   */
  public JobFailedException amongst(int tasks) {
    return tasks == failedTasks
        ? this
        : new JobFailedException(stage, worker, block, tasks, remote());
  }

  /** Returns the class name of what the job threw. */
  public String remoteType() {
    return remote().type();
  }

  /** Returns what the job threw. */
  public RemoteException remote() {
    return (RemoteException) Objects.requireNonNull(getCause());
  }
}

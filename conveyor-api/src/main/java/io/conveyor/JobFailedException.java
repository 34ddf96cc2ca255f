package io.conveyor;

import java.util.Objects;

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

  /** The block's id; empty if the job failed outside a block. */
  private final String blockId;

  /**
   * Creates an exception.
   *
   * @param stage the stage's name
   * @param worker which worker of the stage, from 0
   * @param blockId the block's id, as {@link JobContext#blockId()}; empty if there was none
   * @param cause what the job threw
   */
  public JobFailedException(String stage, int worker, String blockId, RemoteException cause) {
    super(
        Category.RUN_FAILED,
        "stage '%s', worker %d%s: %s"
            .formatted(stage, worker, blockId.isEmpty() ? "" : ", block " + blockId, cause),
        cause);
    this.stage = stage;
    this.worker = worker;
    this.blockId = blockId;
  }

  /** Returns the stage's name. */
  public String stage() {
    return stage;
  }

  /** Returns which worker of the stage it was, from 0. */
  public int worker() {
    return worker;
  }

  /** Returns the block's id, as {@link JobContext#blockId()}; empty if there was none. */
  public String blockId() {
    return blockId;
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

package io.conveyor;

import org.jspecify.annotations.Nullable;

/** A worker's process ended, or never came up, without having been asked to end. */
public final class WorkerDiedException extends ConveyorException {

  private static final long serialVersionUID = 1L;

  /** The stage's name. */
  private final String stage;

  /** Which worker, from 0. */
  private final int worker;

  /** The process id. */
  private final long pid;

  /** The exit code as the operating system gave it. */
  private final int exitCode;

  /**
   * Creates an exception.
   *
   * @param category {@link ConveyorException.Category#START_FAILED} or {@code WORKER_DIED}
   * @param stage the stage's name
   * @param worker which worker of the stage, from 0
   * @param pid its process id
   * @param exitCode its exit code; 128 + n for a process ended by signal n
   * @param evidence everything known: command, exit, current block, last lines of both streams
   * @param cause what the worker reported before it ended, if it did
   */
  public WorkerDiedException(
      Category category,
      String stage,
      int worker,
      long pid,
      int exitCode,
      String evidence,
      @Nullable RemoteException cause) {
    super(category, evidence, cause);
    this.stage = stage;
    this.worker = worker;
    this.pid = pid;
    this.exitCode = exitCode;
  }

  /** Returns the stage's name. */
  public String stage() {
    return stage;
  }

  /** Returns which worker of the stage it was, from 0. */
  public int worker() {
    return worker;
  }

  /** Returns its process id. */
  public long pid() {
    return pid;
  }

  /** Returns its exit code; 128 + n for a process ended by signal n. */
  public int exitCode() {
    return exitCode;
  }
}

package io.conveyor;

import java.io.Serializable;

/**
 * What a {@link Processor} runs: a {@link Job}, a {@link PushJob} or {@link StreamJob}, or a {@link
 * Producer}.
 *
 * <p>A task is sent to its worker's JVM by Java serialization, so whatever it captures must be
 * serializable; {@link Pipeline#add} refuses one that is not. Each worker has its own copy and
 * calls it from one thread: a task needs no synchronization, and shares no variable with the
 * launcher or with another worker ({@link CommonMemory} is for that).
 */
public sealed interface Task extends Serializable permits Job, PushJob, Producer {

  /**
   * Called once in the worker before the first run.
   *
   * @param context where the task runs; also available as {@link JobContext#current()}
   * @throws Exception anything: the pipeline then fails to open
   */
  default void open(JobContext context) throws Exception {}

  /**
   * Called once in the worker after the last run, when the pipeline closes. Not called when the
   * worker dies.
   *
   * @throws Exception anything: closing the pipeline fails with it, and so does a run that opened
   *     the pipeline for itself
   */
  default void close() throws Exception {}
}

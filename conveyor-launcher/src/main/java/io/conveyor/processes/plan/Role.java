package io.conveyor.processes.plan;

/** Where a participant of a plan runs, and what as. */
public enum Role {
  /** A worker in a process of its own. */
  PROCESS,
  /** A stage, or a relay, on a thread of the launcher. */
  THREAD,
  /** A thread of the launcher that puts the results of workers into the order of their inputs. */
  MERGE
}

package io.conveyor.it.equivalence;

/** What an engine may do without. */
enum Capability {
  /** Jobs share memory with the caller: pipelines stay open from trial to trial. */
  SHARED_MEMORY,
  /** Stages may ask to run in the caller's process. */
  IN_LAUNCHER,
  /** Stages may say how their JVM is started. */
  JVM_ARGUMENTS
}

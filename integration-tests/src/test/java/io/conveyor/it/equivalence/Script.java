package io.conveyor.it.equivalence;

import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import java.io.Serializable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a task finds what it is to do: in the shared memory, for run after run, or, where there is
 * none, with itself, for the runs of one pipeline.
 */
final class Script implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int stage;
  private @Nullable Program fixed;
  private transient @Nullable CommonMemory memory;

  Script(int stage) {
    this.stage = stage;
  }

  int stage() {
    return stage;
  }

  /** Says what is to be done by tasks that are sent from now on; null to look into the memory. */
  void fix(@Nullable Program program) {
    fixed = program;
  }

  void open(JobContext context) {
    memory = fixed == null ? context.memory() : null;
  }

  Program program() {
    return memory == null ? fixed : Program.read(memory, stage);
  }

  /** Tells runs from each other. */
  int run() {
    return memory == null ? 1 : Program.run(memory, stage);
  }

  static boolean isFixed(Set<Capability> capabilities) {
    return !capabilities.contains(Capability.SHARED_MEMORY);
  }
}

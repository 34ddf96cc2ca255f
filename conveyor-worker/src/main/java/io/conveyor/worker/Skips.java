package io.conveyor.worker;

import io.conveyor.control.RemoteThrowables;
import java.util.HashSet;
import java.util.Set;

/** Takes note of blocks that are skipped since their job threw. */
final class Skips {

  private final WorkerContext context;
  private final StageFlow flow;
  private final Set<Class<?>> seen = new HashSet<>();

  Skips(WorkerContext context, StageFlow flow) {
    this.context = context;
    this.flow = flow;
  }

  /**
   * Skips the block in hand.
   *
   * @return false if it cannot be skipped, as the JVM itself is in trouble
   */
  boolean skip(Throwable thrown) {
    if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
      return false;
    }
    flow.skipped();
    if (seen.add(thrown.getClass())) {
      context
          .logger()
          .log(
              System.Logger.Level.WARNING,
              "stage ''{0}'', block {1}: skipped: {2}; further blocks of this run with this kind of"
                  + " failure are skipped silently, and counted",
              context.stage(),
              context.blockIdOrEmpty(),
              RemoteThrowables.describe(thrown));
    }
    return true;
  }

  void endRun() {
    seen.clear();
  }
}

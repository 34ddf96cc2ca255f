package io.conveyor.processes.supervise;

import io.conveyor.control.ControlLink;
import io.conveyor.processes.plan.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One worker process. Its fields belong to the supervising thread, but for those that never change.
 */
public final class Child {

  /** What a process ends with by SIGKILL. */
  private static final int KILLED = 128 + 9;

  public final Party party;
  final List<String> command;
  final Process process;
  public final OutputDrain out;
  public final OutputDrain err;
  final Watch watch;

  @Nullable ControlLink link;
  boolean ready;

  /** Whether it was told to end. */
  boolean stopping;

  /** Whether it said that it ends because it was told to. */
  boolean finished;

  /** Why it was killed, if it was. */
  @Nullable String killedBecause;

  /** Whether another one is to start in its place. */
  boolean replaced;

  /** How often another process could not be started in its place. */
  int failedReplacements;

  boolean exited;
  long exitedAtNanos;
  boolean linkClosed;
  int openStreams = 2;

  /** Whether all of the above has been taken note of. */
  boolean ended;

  Child(
      Party party,
      List<String> command,
      Process process,
      OutputDrain out,
      OutputDrain err,
      Watch watch) {
    this.party = party;
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
    this.watch = watch;
  }

  /** Returns whether it was killed by somebody else, which says nothing against it. */
  public boolean wasKilled() {
    return killedBecause == null && process.exitValue() == KILLED;
  }

  /** Returns who it is, for messages. */
  public String title() {
    String worker = party.workers() == 1 ? "" : ", worker " + party.worker();
    return "stage '%s'%s (pid %d)".formatted(party.stage(), worker, process.pid());
  }
}

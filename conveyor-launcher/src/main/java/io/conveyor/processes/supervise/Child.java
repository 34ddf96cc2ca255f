package io.conveyor.processes.supervise;

import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Participant;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker process. Its fields belong to the supervising thread, but for those that never change.
 */
final class Child {

  /** What a process ends with by SIGKILL. */
  private static final int KILLED = 128 + 9;

  /** A process of a job's own may keep the streams open: they are not waited for any longer. */
  private static final long DRAIN_GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  final Participant participant;
  final List<String> command;
  final Process process;
  final OutputDrain out;
  final OutputDrain err;
  final Watch watch;

  @Nullable ControlLink link;
  boolean ready;

  /** Whether it was asked to end. */
  boolean stopping;

  /** Whether it reported that it ends because it was asked to. */
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
      Participant participant,
      List<String> command,
      Process process,
      OutputDrain out,
      OutputDrain err,
      Watch watch) {
    this.participant = participant;
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
    this.watch = watch;
  }

  /** Its process has said who it is. */
  void linked(ControlLink to) {
    link = to;
    if (stopping) {
      send(new Frame.Stop());
    }
  }

  /** Sends a frame, unless the worker is gone. */
  void send(Frame frame) {
    ControlLink to = link;
    if (to == null) {
      return;
    }
    try {
      to.send(frame);
    } catch (IOException e) {
      LOG.debug("{} is gone", title(), e);
    }
  }

  /** Kills it if it is stuck, or asks for a sign of life if it is time to. */
  void watch() {
    if (!ready || exited || stopping || killedBecause != null) {
      return;
    }
    String verdict = watch.verdict();
    if (verdict != null) {
      killedBecause = verdict;
      process.destroyForcibly();
    } else if (watch.isToAsk()) {
      send(new Frame.Ping());
    }
  }

  /** Returns whether nothing more is to come of an exited process, or is waited for too long. */
  boolean isQuiet() {
    boolean quiet = openStreams == 0 && (link == null || linkClosed);
    return quiet || System.nanoTime() - exitedAtNanos > DRAIN_GRACE_NANOS;
  }

  /** Returns whether it was killed by somebody else, which says nothing against it. */
  boolean wasKilled() {
    return killedBecause == null && process.exitValue() == KILLED;
  }

  /** Returns who it is, for messages. */
  String title() {
    String worker = participant.workers() == 1 ? "" : ", worker " + participant.worker();
    return "stage '%s'%s (pid %d)".formatted(participant.stage(), worker, process.pid());
  }
}

package io.conveyor.processes.child;

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
 * One worker process, and what has been seen of it. Belongs to the supervising thread, but for what
 * never changes and what its streams have given: that is safe from any thread.
 */
public final class Child {

  /** What a process ends with by a signal is more than that. */
  private static final int SIGNALLED = 128;

  /** A process of a job's own may keep the streams open: they are not waited for any longer. */
  private static final long DRAIN_GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final Logger LOG = LoggerFactory.getLogger(Child.class);

  private final Participant participant;
  private final List<String> command;
  private final Process process;
  private final OutputDrain out;
  private final OutputDrain err;
  private final Watch watch;
  private final StackRequest stacks = new StackRequest();

  private @Nullable ControlLink link;
  private boolean ready;
  private boolean stopping;
  private boolean finished;
  private @Nullable String killedBecause;
  private boolean replaced;
  private int failedReplacements;
  private boolean exited;
  private long exitedAtNanos;
  private boolean linkClosed;
  private int openStreams = 2;
  private boolean ended;

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

  /**
   * Begins to drain its streams and to wait for its exit.
   *
   * @param onDrained called as each of the two streams has ended, by a thread of the stream
   * @param onExit called as the process has exited, by a thread of the JDK; must not throw
   */
  public void follow(Runnable onDrained, Runnable onExit) {
    drain(out, " stdout", onDrained);
    drain(err, " stderr", onDrained);
    // Cannot fail: the future of an exit completes normally.
    var unused = process.onExit().thenRun(onExit);
  }

  private void drain(OutputDrain drain, String what, Runnable onDrained) {
    Threads.start(
        participant.stage() + what,
        () -> {
          try {
            drain.run();
          } finally {
            onDrained.run();
          }
        });
  }

  /** Its process has said who it is. */
  public void linked(ControlLink to) {
    link = to;
    if (stopping) {
      send(new Frame.Stop());
    }
  }

  /** Returns whether its process has said who it is. */
  public boolean isLinked() {
    return link != null;
  }

  /** Returns whether that link is its own. */
  public boolean isLinkedBy(ControlLink candidate) {
    return link == candidate;
  }

  /** It has said that it can begin. */
  public void ready() {
    ready = true;
  }

  /** Returns whether it has said that it can begin. */
  public boolean isReady() {
    return ready;
  }

  /** It has said something of its process, and not of its job. */
  public void received(Frame frame) {
    if (frame instanceof Frame.Pong) {
      watch.responded();
    } else if (frame instanceof Frame.Finished) {
      finished = true;
    } else if (frame instanceof Frame.Stacks reply) {
      stacks.received(reply);
      endIfCondemned();
    }
  }

  /** Asks what its threads do; what one that has ended has replied stays. */
  public void askStacks() {
    if (process.isAlive()) {
      stacks.asked();
      send(new Frame.AskStacks());
    }
  }

  /** Returns whether it has replied, or will not. Safe from any thread. */
  public boolean hasStacks() {
    return stacks.reply() != null || !process.isAlive();
  }

  /** Returns what its threads did when it was asked last, or null if it did not reply. */
  public Frame.@Nullable Stacks stacks() {
    return stacks.reply();
  }

  /** Returns whether it has said that it ends because it was asked to. */
  public boolean hasFinished() {
    return finished;
  }

  /** Tells it to end. */
  public void stop() {
    stopping = true;
    send(new Frame.Stop());
  }

  /** Ends it by force. */
  public void kill() {
    stopping = true;
    process.destroyForcibly();
  }

  /** Sends a frame, unless the worker is gone. */
  private void send(Frame frame) {
    ControlLink to = link;
    if (to == null) {
      return;
    }
    try {
      to.send(frame);
    } catch (IOException e) {
      LOG.trace("{} is gone", title(), e);
    }
  }

  /** Kills it if it is stuck, or asks for a sign of life if it is time to. */
  public void watch() {
    if (exited || stopping) {
      return;
    }
    endIfCondemned();
    if (killedBecause != null) {
      return;
    }
    String verdict = ready ? watch.verdict() : watch.verdictOnStart();
    if (verdict != null) {
      killedBecause = verdict;
      askStacks();
    } else if (ready) {
      String report = watch.report();
      if (report != null) {
        LOG.warn("{}: {}", title(), report);
      }
      if (watch.isToAsk()) {
        send(new Frame.Ping());
      }
    }
  }

  /** What it was stuck in is asked for first. */
  private void endIfCondemned() {
    if (killedBecause != null && stacks.isSettled()) {
      process.destroyForcibly();
    }
  }

  /** Returns how often to watch it, in milliseconds: {@code most}, or more often. */
  public long pollMillis(long most) {
    return watch.pollMillis(most);
  }

  /** One of its two streams has ended. */
  public void drained() {
    openStreams--;
  }

  /** Its link has ended. */
  public void linkClosed() {
    linkClosed = true;
  }

  /**
   * Takes it to have ended if its process has exited, and nothing more is to come of it, or has
   * been waited for too long.
   *
   * @return whether it has ended just now
   */
  public boolean settle() {
    // Looked at rather than reported: where threads are short, nothing may be there to report it.
    if (!exited && !process.isAlive()) {
      exited = true;
      exitedAtNanos = System.nanoTime();
    }
    if (ended || !exited || !isQuiet()) {
      return false;
    }
    ended = true;
    return true;
  }

  private boolean isQuiet() {
    boolean quiet = openStreams == 0 && (link == null || linkClosed);
    return quiet || System.nanoTime() - exitedAtNanos > DRAIN_GRACE_NANOS;
  }

  /** Returns whether it was found to have ended, by {@link #settle}. */
  public boolean hasEnded() {
    return ended;
  }

  /** Returns whether it ended because it was asked to, having done what that takes. */
  public boolean endedByOrder() {
    return finished && stopping;
  }

  /** Another one is to start in its place. */
  public void replaced() {
    replaced = true;
  }

  /** Returns whether another one is to start in its place. */
  public boolean isReplaced() {
    return replaced;
  }

  /** Another one could not be started in its place; returns how often that has been so. */
  public int replacementFailed() {
    return ++failedReplacements;
  }

  /**
   * Returns whether it ended, before it was ready, in a way that says that it cannot start: another
   * one would end likewise. A signal says nothing of the kind, no matter who sent it.
   */
  public boolean cannotStart() {
    return !ready && (killedBecause != null || exitCode() <= SIGNALLED);
  }

  /** Returns why {@link #watch} killed it, or null if it did not. */
  public @Nullable String killedBecause() {
    return killedBecause;
  }

  /** Returns what its process ended with. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Returns whether its process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the number of its process. */
  public long pid() {
    return process.pid();
  }

  /** Returns whose process it is. */
  public Participant participant() {
    return participant;
  }

  /** Returns what its process was started with. */
  public List<String> command() {
    return command;
  }

  /** Returns the last lines of its standard output. */
  public String lastOutput() {
    return out.lastLines();
  }

  /** Returns the last lines of its standard error. */
  public String lastErrors() {
    return err.lastLines();
  }

  /** Returns how many bytes of its standard output have arrived. */
  public long outputBytes() {
    return out.passed();
  }

  /** Returns how many bytes of its standard error have arrived. */
  public long errorBytes() {
    return err.passed();
  }

  /** Returns who it is, for messages. */
  public String title() {
    String worker = participant.workers() == 1 ? "" : ", worker " + participant.worker();
    return "stage '%s'%s (pid %d)".formatted(participant.stage(), worker, pid());
  }
}

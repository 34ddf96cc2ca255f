package io.conveyor.processes.supervise;

import io.conveyor.control.ControlLink;
import io.conveyor.control.Frame;
import io.conveyor.processes.child.Child;
import io.conveyor.processes.child.ChildStarter;
import io.conveyor.processes.child.ControlServer;
import io.conveyor.processes.plan.Participant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the worker processes of a pipeline. All that happens to them is an event on one queue
 * and is handled by one thread, so no decision is made twice or on half the facts: a worker has
 * ended only when its process has exited, its streams are drained and its link is finished.
 */
final class Supervisor implements Replacer {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private static final int MOST_FAILED_REPLACEMENTS = 5;

  /** Before the system is asked again for a process that it could not start. */
  private static final Duration SPAWN_PAUSE = Duration.ofMillis(200);

  private static final long POLL_MILLIS = 250;

  private final Handshake handshake;
  private final ChildListener listener;
  private final DeadLetterDesk deadLetters;
  private final Duration stopGrace;
  private final List<Child> children = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::supervise, "conveyor supervisor");
  private final CountDownLatch settled = new CountDownLatch(1);
  private final Ended allEnded = new Ended();
  private final LastDeaths lastDeaths = new LastDeaths();
  private @Nullable ControlServer server;
  private @Nullable ChildStarter starter;
  private long pollMillis = POLL_MILLIS;
  private boolean started;
  private boolean closing;
  private boolean gentle;
  private boolean closed;

  private Supervisor(
      Handshake handshake, ChildListener listener, DeadLetterDesk deadLetters, Duration stopGrace) {
    this.handshake = handshake;
    this.listener = listener;
    this.deadLetters = deadLetters;
    this.stopGrace = stopGrace;
    thread.setDaemon(true);
  }

  /**
   * Opens a supervisor that has no workers yet.
   *
   * @param sockets the directory of the run's sockets
   * @param workers how many workers there are to be
   * @param handshake checks who says hello
   * @param listener notified of what happens to workers
   * @param deadLetters keeps the blocks that workers report
   * @param stopGrace how long a worker may take to end, when asked to, and again when killed
   */
  static Supervisor open(
      Path sockets,
      int workers,
      Handshake handshake,
      ChildListener listener,
      DeadLetterDesk deadLetters,
      Duration stopGrace)
      throws IOException {
    Supervisor opened = new Supervisor(handshake, listener, deadLetters, stopGrace);
    opened.server =
        ControlServer.open(
            sockets,
            workers,
            opened::hello,
            opened::received,
            opened::linkClosed,
            e -> opened.post(() -> opened.listener.outOfMemory(e)));
    return opened;
  }

  /** Starts the workers, all at once. */
  void start(List<Participant> participants, ChildStarter by) throws IOException {
    starter = by;
    for (Participant participant : participants) {
      Child child = Children.start(participant, by, MOST_FAILED_REPLACEMENTS, SPAWN_PAUSE);
      children.add(child);
      follow(child); // Whatever becomes of the next one, this one's end is waited for.
      pollMillis = child.pollMillis(pollMillis);
    }
    thread.start();
  }

  private void follow(Child child) {
    child.follow(() -> post(() -> drained(child)), () -> post(() -> settle(child)));
  }

  private void post(Runnable event) {
    events.add(event);
  }

  /**
   * Waits until all workers are ready, or one of them cannot be.
   *
   * <p>There is no deadline but that of each of them: those that take too long are killed, and each
   * has its budget of replacements.
   *
   * @return whether they are
   */
  boolean awaitReady() throws InterruptedException {
    settled.await();
    return started;
  }

  private void supervise() {
    try {
      long watched = System.nanoTime();
      while (!(closing && children.stream().allMatch(Child::hasEnded))) {
        Runnable event = events.poll(pollMillis, TimeUnit.MILLISECONDS);
        if (event != null) {
          Children.handle(event, listener);
        } else {
          children.forEach(this::settle);
        }
        // Also while there is no end of events: one worker's letters must not hide another's sleep.
        if (System.nanoTime() - watched >= TimeUnit.MILLISECONDS.toNanos(pollMillis)) {
          watched = System.nanoTime();
          children.forEach(Child::watch);
        }
      }
    } catch (InterruptedException e) {
      LOG.error("supervisor interrupted", e);
    } finally {
      settled.countDown();
      allEnded.set();
    }
  }

  private void hello(ControlLink link, Frame.Hello hello) {
    post(
        () -> {
          @Nullable Child child = Children.of(hello.participant(), children);
          String misfit = handshake.misfit(child, hello);
          if (child == null || misfit != null) {
            Handshake.refuse(link, hello, misfit);
          } else {
            child.linked(link);
          }
        });
  }

  /** Letters are written here, on the link's thread, where nobody but the worker waits for it. */
  private void received(ControlLink link, Frame frame) {
    if (frame instanceof Frame.DeadLetter letter) {
      deadLetters.keep(letter, link);
    } else {
      post(() -> handle(Children.of(link, children), frame));
    }
  }

  private void handle(@Nullable Child child, Frame frame) {
    if (child == null) {
      return; // Its link was refused.
    }
    if (frame instanceof Frame.Ready) {
      ready(child);
    } else if (frame instanceof Frame.Report report) {
      listener.reported(child, report);
    } else {
      child.received(frame);
    }
  }

  private void ready(Child child) {
    child.ready();
    listener.ready(child);
    if (children.stream().allMatch(Child::isReady)) {
      started = true;
      settled.countDown();
    }
  }

  private void linkClosed(ControlLink link) {
    post(
        () -> {
          @Nullable Child child = Children.of(link, children);
          if (child != null) {
            child.linkClosed();
            settle(child);
          }
        });
  }

  private void drained(Child child) {
    child.drained();
    settle(child);
  }

  private void settle(Child child) {
    if (!child.settle()) {
      return;
    }
    Children.logIfStuck(child);
    if (child.endedByOrder()) {
      lastDeaths.closed(child);
    } else if (gentle) {
      closeByAnother(child);
    } else if (!closing) {
      listener.died(child);
      if (!child.isReplaced()) {
        settled.countDown();
      }
    }
  }

  /** What the job does at its end is still to be done. */
  private void closeByAnother(Child ended) {
    listener.diedAtEnd(ended);
    if (lastDeaths.isToBeClosed(ended)) {
      try {
        startInPlace(ended).stop();
      } catch (IOException e) {
        LOG.warn("{} could not be replaced: {}", ended.title(), e.toString());
      }
    }
  }

  private Child startInPlace(Child ended) throws IOException {
    Child child = Objects.requireNonNull(starter).start(ended.participant());
    children.set(children.indexOf(ended), child);
    follow(child);
    return child;
  }

  @Override
  public void replace(Child ended, Duration delay) {
    ended.replaced();
    // Neither half can fail: a delay does not, and a queue takes all.
    var unused =
        CompletableFuture.runAsync(
            () -> post(() -> respawn(ended)),
            CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void respawn(Child ended) {
    if (closing) {
      return;
    }
    try {
      startInPlace(ended);
    } catch (IOException e) {
      respawnLater(ended, e);
    }
  }

  /** A machine short of processes or memory for a moment is no reason to give up. */
  private void respawnLater(Child ended, IOException reason) {
    int failures = ended.replacementFailed();
    if (failures < MOST_FAILED_REPLACEMENTS) {
      LOG.warn("{} could not be replaced, trying again: {}", ended.title(), reason.toString());
      replace(ended, SPAWN_PAUSE);
    } else {
      listener.cannotReplace(ended, reason);
    }
  }

  List<Child> children() {
    return children;
  }

  void askStacks() {
    post(() -> children.forEach(Child::askStacks));
  }

  /** Ends all workers by force, also while another thread waits for them to end by order. */
  void kill() {
    end(false);
    if (!allEnded.await(stopGrace)) {
      LOG.error("workers are still there after being killed");
    }
  }

  private void end(boolean gently) {
    post(
        () -> {
          closing = true;
          gentle = gently;
          children.forEach(gently ? this::stop : Child::kill);
        });
  }

  private void stop(Child child) {
    if (child.hasEnded() && child.isReplaced()) {
      closeByAnother(child);
    } else {
      child.stop();
    }
  }

  private void overdue(Child child) {
    Children.logKill(child, stopGrace);
    if (gentle && !child.hasFinished()) {
      lastDeaths.overdue(child);
    }
  }

  /** Ends all workers: by order if {@code gently}, and by force if that does not do. */
  void close(boolean gently) {
    if (server != null && !gently) {
      server.close();
    }
    if (closed) {
      return;
    }
    closed = true;
    end(gently);
    if (thread.getState() == Thread.State.NEW && !Children.starts(thread)) {
      children.forEach(Child::kill);
      return;
    }
    boolean ended = allEnded.await(stopGrace);
    while (!ended && lastDeaths.areRecent()) {
      ended = allEnded.await(stopGrace);
    }
    if (!ended) {
      post(() -> children.stream().filter(Child::isAlive).forEach(this::overdue));
      kill();
    }
    if (server != null) {
      server.close();
    }
    lastDeaths.throwIfAny();
  }
}

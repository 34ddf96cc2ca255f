package io.conveyor.processes.supervise;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Processor;
import io.conveyor.control.ControlLink;
import io.conveyor.control.Counters;
import io.conveyor.control.Counters.Counter;
import io.conveyor.control.Frame;
import io.conveyor.processes.plan.Party;
import io.conveyor.processes.spawn.WorkerCommand;
import io.conveyor.worker.WorkerMain;
import java.io.File;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the worker processes of a pipeline. All that happens to them arrives as an event on
 * one queue and is handled by one thread, so no decision is ever made twice or on half the facts: a
 * worker has ended only when its process has exited, its streams are drained and its link is
 * finished.
 */
public final class Supervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final long START_DEADLINE_SECONDS = 60;

  /** A worker that was told to end and does not is killed after this long. */
  private static final long STOP_GRACE_SECONDS = 5;

  /** A process of a job's own may keep the streams open: they are not waited for any longer. */
  private static final long DRAIN_GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final int MOST_FAILED_REPLACEMENTS = 5;
  private static final Duration REPLACEMENT_BACKOFF = Duration.ofMillis(200);
  private static final long POLL_MILLIS = 250;
  private static final File NULL_DEVICE = new File("/dev/null");

  /** What the supervisor tells of. Called on the supervising thread; must not block. */
  public interface Listener {

    /** A worker says that its job failed, or that it cannot start. */
    void failed(Child child, Frame.Failed failure);

    /** A worker has ended without having been told to. */
    void died(Child child, boolean whileStarting);

    /** Another worker could not be started in its place. */
    void cannotReplace(Child child, IOException reason);

    /**
     * A block is to be kept as a dead letter. Called on the thread of the worker's link.
     *
     * @throws ConveyorException if it cannot be kept
     */
    void aside(Frame.DeadLetter letter);

    /** Something came out of a worker. */
    void printed();
  }

  private final String codec;
  private final Counters counters;
  private final Watch.Patience patience;
  private final Listener listener;
  private final ControlServer server;
  private final List<Child> children = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::supervise, "conveyor supervisor");
  private final CountDownLatch settled = new CountDownLatch(1);
  private final CountDownLatch allEnded = new CountDownLatch(1);
  private long pollMillis = POLL_MILLIS;
  private @Nullable WorkerCommand commands;
  private boolean started;
  private boolean closing;
  private boolean closed;

  public Supervisor(
      Path directory, String codec, Counters counters, Watch.Patience patience, Listener listener)
      throws IOException {
    this.codec = codec;
    this.counters = counters;
    this.patience = patience;
    this.listener = listener;
    this.server = new ControlServer(directory, this::hello, this::received, this::linkClosed);
    thread.setDaemon(true);
  }

  /** Starts the workers, all at once. */
  public void start(List<Party> parties, WorkerCommand commandsOfWorkers) throws IOException {
    commands = commandsOfWorkers;
    for (Party party : parties) {
      children.add(spawn(party, commandsOfWorkers));
      pollMillis = Watch.pollMillis(party, pollMillis);
    }
    thread.start();
    for (Child child : children) {
      follow(child);
    }
  }

  private Child spawn(Party party, WorkerCommand lines) throws IOException {
    Processor processor = Objects.requireNonNull(party.processor());
    List<String> command = lines.of(party, processor);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(processor.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(NULL_DEVICE));
    Process process = builder.start();
    String prefix = "[" + party.stage() + (party.workers() > 1 ? "/" + party.worker() : "") + "] ";
    OutputDrain err =
        new OutputDrain(process.getErrorStream(), System.err, prefix, listener::printed);
    OutputDrain out =
        new OutputDrain(
            process.getInputStream(),
            System.out,
            listener::printed,
            err,
            () -> counters.get(party.number(), Counter.STDOUT_BYTES));
    return new Child(party, command, process, out, err, new Watch(counters, party, patience));
  }

  private void follow(Child child) {
    drain(child, child.out, " stdout");
    drain(child, child.err, " stderr");
    // Neither half can fail: the future of an exit completes normally, and a queue takes all.
    var unused = child.process.onExit().thenRun(() -> post(() -> exited(child)));
  }

  private void drain(Child child, OutputDrain drain, String what) {
    startThread(
        child.party.stage() + what,
        () -> {
          try {
            drain.run();
          } finally {
            post(() -> drained(child));
          }
        });
  }

  static void startThread(String name, Runnable task) {
    Thread thread = new Thread(null, task, "conveyor " + name, 256 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void post(Runnable event) {
    events.add(event);
  }

  /**
   * Waits until all workers are ready, or one of them cannot be.
   *
   * @return whether they are
   * @throws ConveyorException if they take too long
   */
  public boolean awaitReady() throws InterruptedException {
    if (!settled.await(START_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new ConveyorException(
          Category.START_FAILED,
          "not all workers were ready after %d s: %s"
              .formatted(START_DEADLINE_SECONDS, describeStarting()));
    }
    return started;
  }

  private String describeStarting() {
    return String.join(
        "; ",
        children.stream()
            .filter(child -> !child.ready)
            .map(child -> child.title() + ", last lines: " + child.err.lastLines())
            .toList());
  }

  private void supervise() {
    try {
      long watched = System.nanoTime();
      while (!(closing && children.stream().allMatch(child -> child.ended))) {
        Runnable event = events.poll(pollMillis, TimeUnit.MILLISECONDS);
        if (event != null) {
          event.run();
        } else {
          children.forEach(this::settle);
        }
        // Also while there is no end of events: one worker's letters must not hide another's sleep.
        if (System.nanoTime() - watched >= TimeUnit.MILLISECONDS.toNanos(pollMillis)) {
          watched = System.nanoTime();
          children.forEach(this::watch);
        }
      }
    } catch (InterruptedException e) {
      LOG.error("supervisor interrupted", e);
    } finally {
      settled.countDown();
      allEnded.countDown();
    }
  }

  private void watch(Child child) {
    if (!child.ready || child.exited || child.stopping || child.killedBecause != null) {
      return;
    }
    String verdict = child.watch.verdict();
    if (verdict != null) {
      child.killedBecause = verdict;
      child.process.destroyForcibly();
    } else if (child.watch.isToAsk()) {
      send(child, new Frame.Ping());
    }
  }

  private void hello(ControlLink link, Frame.Hello hello) {
    post(
        () -> {
          @Nullable Child child = find(hello.participant());
          String misfit = misfit(child, hello);
          if (child == null || misfit != null) {
            LOG.error("a link is refused, from {}: {}", hello, misfit);
            close(link);
          } else {
            child.link = link;
            if (child.stopping) {
              send(child, new Frame.Stop());
            }
          }
        });
  }

  /** Returns why whoever says hello cannot be that worker, or null if it can. */
  private @Nullable String misfit(@Nullable Child child, Frame.Hello hello) {
    if (child == null) {
      return "there is no such worker";
    }
    if (hello.pid() != child.process.pid()) {
      return "that worker is process " + child.process.pid();
    }
    if (hello.protocol() != Frame.PROTOCOL) {
      return "this launcher speaks protocol " + Frame.PROTOCOL;
    }
    return hello.codec().equals(codec) ? null : "this launcher encodes blocks as " + codec;
  }

  private void received(ControlLink link, Frame frame) {
    if (frame instanceof Frame.DeadLetter letter) {
      keep(link, letter);
      return;
    }
    post(
        () -> {
          @Nullable Child child = find(link);
          if (child != null) {
            handle(child, frame);
          }
        });
  }

  /** Files are written here, where nobody but the worker waits for it. */
  private void keep(ControlLink link, Frame.DeadLetter letter) {
    String problem = "";
    try {
      listener.aside(letter);
    } catch (RuntimeException e) {
      problem = String.valueOf(e.getMessage());
    }
    try {
      link.send(new Frame.Kept(problem));
    } catch (IOException e) {
      LOG.debug("the worker of {} is gone", letter, e);
    }
  }

  private void handle(Child child, Frame frame) {
    if (frame instanceof Frame.Pong) {
      child.watch.answered();
    } else if (frame instanceof Frame.Ready) {
      child.ready = true;
      if (children.stream().allMatch(each -> each.ready)) {
        started = true;
        settled.countDown();
      }
    } else if (frame instanceof Frame.Failed failure) {
      listener.failed(child, failure);
    } else if (frame instanceof Frame.Finished) {
      child.finished = true;
    }
  }

  private void linkClosed(ControlLink link) {
    post(
        () -> {
          @Nullable Child child = find(link);
          if (child != null) {
            child.linkClosed = true;
            settle(child);
          }
        });
  }

  private void exited(Child child) {
    child.exited = true;
    child.exitedAtNanos = System.nanoTime();
    settle(child);
  }

  private void drained(Child child) {
    child.openStreams--;
    settle(child);
  }

  private void settle(Child child) {
    if (child.ended || !child.exited) {
      return;
    }
    boolean overdue = System.nanoTime() - child.exitedAtNanos > DRAIN_GRACE_NANOS;
    boolean quiet = child.openStreams == 0 && (child.link == null || child.linkClosed);
    if (!quiet && !overdue) {
      return;
    }
    child.ended = true;
    if (child.finished && child.process.exitValue() == WorkerMain.EXIT_STUCK) {
      LOG.warn(
          "{}: exit code {}: all of its work is done, but what its job had started did not end",
          child.title(),
          WorkerMain.EXIT_STUCK);
    }
    if (!(child.finished && child.stopping) && !closing) {
      listener.died(child, !started);
      if (!child.replaced) {
        settled.countDown();
      }
    }
  }

  private @Nullable Child find(int party) {
    return children.stream()
        .filter(child -> child.party.number() == party)
        .findFirst()
        .orElse(null);
  }

  private @Nullable Child find(ControlLink link) {
    return children.stream().filter(child -> child.link == link).findFirst().orElse(null);
  }

  /**
   * Starts another worker in the place of one that has ended.
   *
   * @param ended the one that has ended
   * @param delay how long to wait before
   */
  public void replace(Child ended, Duration delay) {
    ended.replaced = true;
    // Neither half can fail: see follow().
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
      Child child = spawn(ended.party, Objects.requireNonNull(commands));
      children.set(children.indexOf(ended), child);
      follow(child);
    } catch (IOException e) {
      respawnLater(ended, e);
    }
  }

  /** A machine short of processes or memory for a moment is no reason to give up. */
  private void respawnLater(Child ended, IOException reason) {
    ended.failedReplacements++;
    if (ended.failedReplacements < MOST_FAILED_REPLACEMENTS) {
      LOG.warn("{} could not be replaced, trying again: {}", ended.title(), reason.toString());
      replace(ended, REPLACEMENT_BACKOFF);
    } else {
      listener.cannotReplace(ended, reason);
    }
  }

  public List<Child> children() {
    return children;
  }

  /** Ends all workers by force, also while another thread waits for them to end by order. */
  public void kill() {
    end(child -> child.process.destroyForcibly());
    if (!await(STOP_GRACE_SECONDS)) {
      LOG.error("workers are still there after being killed");
    }
  }

  private void end(Consumer<Child> how) {
    post(
        () -> {
          closing = true;
          for (Child child : children) {
            child.stopping = true;
            how.accept(child);
          }
        });
  }

  /** Ends all workers: by order if {@code gently}, and by force if that does not do. */
  public void close(boolean gently) {
    server.close();
    if (closed) {
      return;
    }
    closed = true;
    end(
        child -> {
          if (gently) {
            send(child, new Frame.Stop());
          } else {
            child.process.destroyForcibly();
          }
        });
    if (thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    if (!await(STOP_GRACE_SECONDS)) {
      for (Child child : children) {
        if (child.process.isAlive()) {
          LOG.warn(
              "{} did not end within {} s of being told to: killing it",
              child.title(),
              STOP_GRACE_SECONDS);
        }
      }
      kill();
    }
  }

  @Override
  public void close() {
    close(true);
  }

  /** The wait goes on when the caller is interrupted: leaving children behind would be worse. */
  private boolean await(long seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return allEnded.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void send(Child child, Frame frame) {
    ControlLink link = child.link;
    if (link != null) {
      try {
        link.send(frame);
      } catch (IOException e) {
        LOG.debug("{} is gone", child.title(), e);
      }
    }
  }

  private static void close(ControlLink link) {
    try {
      link.close();
    } catch (IOException e) {
      LOG.debug("closing a control link", e);
    }
  }
}

package io.conveyor;

import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.topology.Topology;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a pipeline, one after the other, and the run that is under way in one. Safe for
 * the pipeline's thread and that of a run that was started on its own.
 */
final class Sessions implements Starter, AutoCloseable {

  private final String pipeline;
  private final Supplier<Topology> topology;
  private final Consumer<Inputs> check;
  private final Supplier<EngineSession> opener;
  private final EventQueue events;
  private @Nullable EngineSession session;
  private @Nullable PipelineRun running;

  /** Of the run, if it has a thread of its own. */
  private @Nullable RunHandle handle;

  /**
   * Creates an account of no sessions.
   *
   * @param pipeline the pipeline's name
   * @param topology what runs go through
   * @param check refuses inputs that the pipeline does not take
   * @param opener opens a session
   * @param listeners are told what happens
   */
  Sessions(
      String pipeline,
      Supplier<Topology> topology,
      Consumer<Inputs> check,
      Supplier<EngineSession> opener,
      List<Consumer<? super PipelineEvent>> listeners) {
    this.topology = topology;
    this.pipeline = pipeline;
    this.check = check;
    this.opener = opener;
    this.events = new EventQueue(pipeline, listeners);
  }

  /** Opens a session in place of one that has failed for good, or of none. */
  void open() {
    if (isOpen()) {
      throw new IllegalStateException("pipeline '" + pipeline + "' is open already");
    }
    close();
    EngineSession opened = opener.get();
    synchronized (this) {
      session = opened;
    }
  }

  /** Returns what tells listeners what happens. */
  EventQueue events() {
    return events;
  }

  synchronized boolean isOpen() {
    EngineSession current = session;
    return current != null && current.isOpen();
  }

  synchronized CommonMemory memory() {
    EngineSession current = session;
    if (current == null || !current.isOpen()) {
      throw new IllegalStateException(
          "pipeline '" + pipeline + "' is not open: shared memory exists from open() to close()");
    }
    return current.memory();
  }

  @Override
  public EngineRun begin(Inputs inputs) {
    check.accept(inputs);
    requireNoRun();
    if (isOpen()) {
      return startOn(inputs, false);
    }
    open();
    try {
      return startOn(inputs, true);
    } catch (RuntimeException | Error e) {
      Closing.after(e, this);
      throw e;
    }
  }

  private synchronized void requireNoRun() {
    if (running != null) {
      throw new IllegalStateException(
          "pipeline '"
              + pipeline
              + "' is in a run already: pull all its results, or close them; await what was started");
    }
  }

  private synchronized PipelineRun startOn(Inputs inputs, boolean opened) {
    EngineSession on = Objects.requireNonNull(session);
    PipelineRun run =
        new PipelineRun(
            on.start(inputs), topology.get(), inputs, opened ? on : null, events, this::ended);
    running = run;
    return run;
  }

  @Override
  public void goesOnBy(RunHandle run, Runnable body) {
    synchronized (this) {
      handle = run;
    }
    run.performOnThread("conveyor run " + pipeline, body);
  }

  private synchronized void ended(PipelineRun run) {
    if (running == run) {
      running = null;
      handle = null;
    }
    if (run.openedForIt() != null && session == run.openedForIt()) {
      session = null;
    }
  }

  /** Ends the run that was started by itself, if there is one, and then the session. */
  @Override
  public void close() {
    endRun();
    EngineSession current = forget();
    try {
      if (current != null) {
        current.close();
      }
    } finally {
      events.flush();
    }
  }

  private void endRun() {
    RunHandle current;
    synchronized (this) {
      current = handle;
    }
    if (current != null) {
      current.end();
    }
  }

  private synchronized @Nullable EngineSession forget() {
    EngineSession current = session;
    session = null;
    running = null;
    handle = null;
    return current;
  }
}

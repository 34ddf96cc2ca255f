package io.conveyor;

import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.topology.Topology;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of a pipeline, which takes no other meanwhile, and may have been opened for it alone. What
 * its inputs throw comes out as it was thrown, whatever the engine makes of it.
 */
final class PipelineRun implements EngineRun {

  private final EngineRun run;
  private final Topology topology;
  private final Inputs inputs;
  private final @Nullable EngineSession openedForIt;
  private final EventQueue events;
  private final Consumer<PipelineRun> ended;
  private PipelineEvent.End end = PipelineEvent.End.CANCELLED;
  private @Nullable Throwable failure;
  private volatile boolean cancelled;
  private boolean closed;

  /**
   * Creates a run.
   *
   * @param run the engine's
   * @param topology what it runs through
   * @param inputs what goes into it
   * @param openedForIt closed with it, or null to stay open
   * @param events is notified of its end
   * @param ended called when it is closed
   */
  PipelineRun(
      EngineRun run,
      Topology topology,
      Inputs inputs,
      @Nullable EngineSession openedForIt,
      EventQueue events,
      Consumer<PipelineRun> ended) {
    this.run = run;
    this.topology = topology;
    this.inputs = inputs;
    this.openedForIt = openedForIt;
    this.events = events;
    this.ended = ended;
  }

  /** Returns the session that is closed with it, or null if there is none. */
  @Nullable EngineSession openedForIt() {
    return openedForIt;
  }

  @Override
  public @Nullable Object next() {
    try {
      Object next = run.next();
      if (next == null) {
        complete();
      }
      return next;
    } catch (RuntimeException e) {
      throw failed(e);
    } catch (Error e) {
      fail(e);
      throw e;
    }
  }

  @Override
  public void finish() {
    try {
      run.finish();
      complete();
    } catch (RuntimeException e) {
      throw failed(e);
    } catch (Error e) {
      fail(e);
      throw e;
    }
  }

  private void complete() {
    SkipLimit.check(topology, run.report());
    end = cancelled ? PipelineEvent.End.CANCELLED : PipelineEvent.End.COMPLETED;
  }

  private RuntimeException failed(RuntimeException thrown) {
    try {
      RuntimeException reason = inputs.reason(thrown);
      fail(reason);
      return reason;
    } catch (Error e) {
      fail(e);
      throw e;
    }
  }

  private void fail(Throwable thrown) {
    end = PipelineEvent.End.FAILED;
    failure = failure == null ? thrown : failure;
  }

  @Override
  public void keep(Supplier<String> keeper, @Nullable Runnable force) {
    run.keep(keeper, force);
  }

  @Override
  public String kept() {
    return run.kept();
  }

  @Override
  public RunReport resumed() {
    return run.resumed();
  }

  @Override
  public void cancel() {
    cancelled = true;
    run.cancel();
  }

  @Override
  public RunReport report() {
    return run.report();
  }

  @Override
  public void close() {
    try (openedForIt) {
      run.close();
    } catch (RuntimeException | Error e) {
      fail(e);
      throw e;
    } finally {
      ended.accept(this);
      tellEnd();
    }
  }

  private void tellEnd() {
    if (!closed) {
      closed = true;
      events.end(
          new PipelineEvent.RunEnded(
              Instant.now(), end, run.report(), Optional.ofNullable(failure)));
    }
  }
}

package io.conveyor;

import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.topology.Topology;
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
  private final Consumer<PipelineRun> ended;

  /**
   * Creates a run.
   *
   * @param run the engine's
   * @param topology what it runs through
   * @param inputs what goes into it
   * @param openedForIt closed with it, or null to stay open
   * @param ended called when it is closed
   */
  PipelineRun(
      EngineRun run,
      Topology topology,
      Inputs inputs,
      @Nullable EngineSession openedForIt,
      Consumer<PipelineRun> ended) {
    this.run = run;
    this.topology = topology;
    this.inputs = inputs;
    this.openedForIt = openedForIt;
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
        SkipLimit.check(topology, run.report());
      }
      return next;
    } catch (RuntimeException e) {
      throw inputs.reason(e);
    }
  }

  @Override
  public void finish() {
    try {
      run.finish();
      SkipLimit.check(topology, run.report());
    } catch (RuntimeException e) {
      throw inputs.reason(e);
    }
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
    } finally {
      ended.accept(this);
    }
  }
}

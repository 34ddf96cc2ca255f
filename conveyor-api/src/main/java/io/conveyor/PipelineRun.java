package io.conveyor;

import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A run of a pipeline, which takes no other meanwhile, and may have been opened for it alone. */
final class PipelineRun implements EngineRun {

  private final EngineRun run;
  private final Pipeline pipeline;
  private final @Nullable EngineSession openedForIt;

  PipelineRun(EngineRun run, Pipeline pipeline, @Nullable EngineSession openedForIt) {
    this.run = run;
    this.pipeline = pipeline;
    this.openedForIt = openedForIt;
  }

  @Override
  public @Nullable Object next() {
    return run.next();
  }

  @Override
  public void finish() {
    run.finish();
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
  public void cancel() {
    run.cancel();
  }

  @Override
  public RunReport report() {
    return run.report();
  }

  @Override
  public void close() {
    try (EngineSession session = openedForIt) {
      pipeline.ended(this, session);
      run.close();
    }
  }
}

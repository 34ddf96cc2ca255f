package io.conveyor;

import io.conveyor.spi.EngineRun;
import org.jspecify.annotations.Nullable;

/** A run that opened its pipeline, and closes it when it ends. */
final class ClosingRun implements EngineRun {

  private final EngineRun run;
  private final Pipeline pipeline;

  ClosingRun(EngineRun run, Pipeline pipeline) {
    this.run = run;
    this.pipeline = pipeline;
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
  public void cancel() {
    run.cancel();
  }

  @Override
  public RunReport report() {
    return run.report();
  }

  @Override
  public void close() {
    try (pipeline) {
      run.close();
    }
  }
}

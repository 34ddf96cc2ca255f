package io.conveyor.launcher;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.control.Counters;
import io.conveyor.control.WorkerPlan;
import io.conveyor.spi.PipelineSettings;
import io.conveyor.worker.StageSetup;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A relay: a stage of the launcher's own, which passes blocks from one pipe to another. */
final class RelayThread implements AutoCloseable {

  private static final long DEADLINE_SECONDS = 10;

  private final CompletableFuture<StageSetup> opened = new CompletableFuture<>();
  private final Thread thread;

  /**
   * Starts a relay and waits until it is ready.
   *
   * @param directory the run directory
   * @param plan the relay's plan
   * @param settings the pipeline's settings
   * @param counters where to count
   * @param failed told the run and what was thrown
   */
  RelayThread(
      Path directory,
      WorkerPlan plan,
      PipelineSettings settings,
      Counters counters,
      BiConsumer<Integer, Throwable> failed) {
    this.thread =
        new Thread(
            () -> run(directory, plan, settings, counters, failed), "conveyor " + plan.stage());
    thread.setDaemon(true);
    thread.start();
    opened.join();
  }

  private void run(
      Path directory,
      WorkerPlan plan,
      PipelineSettings settings,
      Counters counters,
      BiConsumer<Integer, Throwable> failed) {
    try (StageSetup stage =
        new StageSetup(
            directory,
            plan,
            null,
            settings.classLoader(),
            counters,
            (run, block, thrown) -> failed.accept(run, describe(plan, block, thrown)),
            () -> {})) {
      opened.complete(stage);
      stage.loop().run();
    } catch (Throwable e) {
      opened.completeExceptionally(e);
    }
  }

  private static Throwable describe(WorkerPlan plan, String block, Throwable thrown) {
    return new ConveyorException(
        Category.RUN_FAILED, "%s, block %s: %s".formatted(plan.stage(), block, thrown), thrown);
  }

  @Override
  public void close() {
    opened.join().loop().stop();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

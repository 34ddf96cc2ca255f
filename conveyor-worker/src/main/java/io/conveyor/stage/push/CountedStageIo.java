package io.conveyor.stage.push;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageTask;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries one worker of a stage for one run of an engine that pushes blocks. What is left for the
 * engine to say is where results go, and when.
 */
public abstract class CountedStageIo extends PushedStageIo {

  private final PushedRun run;
  private final StageCounts counts;
  private final StageContext context;

  /**
   * Makes it carry a task.
   *
   * @param run the run
   * @param counts those of the worker's stage
   * @param task the worker's
   */
  protected CountedStageIo(PushedRun run, StageCounts counts, StageTask task) {
    this.run = run;
    this.counts = counts;
    this.context = task.context();
    carry(task);
  }

  @Override
  public boolean isDropped() {
    return run.isDropped();
  }

  @Override
  public void retrying(int retry) {
    if (retry > 0) {
      counts.repeated();
    }
  }

  @Override
  public void skip() {
    counts.skipped();
  }

  @Override
  public void deadLetter(Object block, int tries, @Nullable Throwable thrown) {
    BlockId id = Objects.requireNonNull(context.current());
    run.deadLetter(context, id, tries, block, thrown);
    counts.deadLettered();
  }

  @Override
  protected void failed(ConveyorException failure) {
    run.fail(failure);
  }
}

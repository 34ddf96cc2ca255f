package io.conveyor.sequential;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.stage.PushedStageIo;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageTask;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Carries one worker of a stage for one run: what it commits goes through all stages behind it. */
final class MemoryIo extends PushedStageIo {

  private final MemoryRun run;
  private final MemoryCounts counts;
  private final Consumer<byte[]> results;
  private final StageContext context;
  private final Queue<byte[]> emitted = new ArrayDeque<>();

  MemoryIo(MemoryRun run, MemoryCounts counts, StageTask task, Consumer<byte[]> results) {
    this.run = run;
    this.counts = counts;
    this.results = results;
    this.context = task.context();
    carry(task);
  }

  @Override
  public void emit(Object result) {
    emitted.add(run.codec().encode(result));
  }

  @Override
  public boolean isDue() {
    return !emitted.isEmpty();
  }

  @Override
  public void commit() {
    while (!emitted.isEmpty()) {
      byte[] result = emitted.remove();
      if (!isDropped()) {
        results.accept(result);
      }
    }
  }

  @Override
  public boolean isDropped() {
    return run.isDropped();
  }

  @Override
  public void retrying(int retry) {
    counts.repeated.addAndGet(Math.min(1, retry));
  }

  @Override
  public void skip() {
    counts.skipped.incrementAndGet();
  }

  @Override
  public void deadLetter(Object block, int tries, @Nullable Throwable thrown) {
    BlockId id = Objects.requireNonNull(context.current());
    run.deadLetter(context, id, tries, block, thrown);
    counts.deadLettered.incrementAndGet();
  }

  @Override
  protected void failed(ConveyorException failure) {
    run.fail(failure);
  }
}

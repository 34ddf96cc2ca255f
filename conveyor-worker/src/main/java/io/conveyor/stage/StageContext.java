package io.conveyor.stage;

import io.conveyor.BlockId;
import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.FailedBlock;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.PipelineEvent;
import io.conveyor.RemoteException;
import io.conveyor.spi.OwnThread;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a task sees of where it runs. The id of the current block is two numbers, so that a block
 * costs no object.
 */
public final class StageContext implements JobContext {

  private static final int NONE = -1;

  private final String stage;
  private final int worker;
  private final int workers;
  private final Supplier<CommonMemory> memory;
  private int origin = NONE;
  private long sequence;

  /** The last block over which the job failed, and for good. */
  private @Nullable FailedBlock failed;

  private @Nullable Consumer<? super PipelineEvent.BlockFailed> observer;

  /**
   * Creates a context.
   *
   * @param stage the stage's name
   * @param worker which worker of the stage, from 0
   * @param workers how many workers the stage has, at least 1
   * @param memory gives the pipeline's shared memory, or throws an {@link IllegalStateException}
   */
  public StageContext(String stage, int worker, int workers, Supplier<CommonMemory> memory) {
    this.stage = stage;
    this.worker = worker;
    this.workers = workers;
    this.memory = memory;
  }

  /** From here on, what becomes of blocks that the job fails over is passed on. */
  public void observedBy(Consumer<? super PipelineEvent.BlockFailed> those) {
    observer = those;
  }

  boolean isObserved() {
    return observer != null;
  }

  /** Passes on what became of the current block, which is {@link #failed}. */
  void observe(PipelineEvent.Outcome outcome, int tries, @Nullable RemoteException thrown) {
    FailedBlock block = failed();
    if (observer != null && block != null) {
      observer.accept(
          new PipelineEvent.BlockFailed(
              Instant.now(), stage, worker, block, outcome, tries, Optional.ofNullable(thrown)));
    }
  }

  /** From here on, the block of that origin and sequence number is the current one. */
  void enter(int from, long number) {
    this.origin = from;
    this.sequence = number;
  }

  /** No block is current any more. */
  void leave() {
    origin = NONE;
  }

  /**
   * Returns the id of the current block; null if there is none. To another thread, which only
   * watches, it may be one that never was.
   */
  public @Nullable BlockId current() {
    int from = origin; // It may become none as this is asked.
    return from == NONE ? null : new BlockId(from, sequence);
  }

  /** The job has failed over the current block. */
  void failedOver(Object block) {
    BlockId id = current();
    failed = id == null ? null : new FailedBlock(id, BlockSummary.of(block));
  }

  /** Returns the current block as one that failed; null if there is none. */
  public @Nullable FailedBlock failed() {
    BlockId id = current();
    if (id == null) {
      return null;
    }
    FailedBlock known = failed;
    return known != null && known.id().equals(id) ? known : new FailedBlock(id, "");
  }

  /** Returns the failure of the run that something makes which the task threw. */
  public ConveyorException failure(Throwable thrown) {
    if (thrown instanceof InterruptedException && !OwnThread.isCurrent()) {
      return new ConveyorException(
          Category.INTERRUPTED, "interrupted in stage '" + stage + "'", thrown);
    }
    JobFailedException failed =
        new JobFailedException(stage, worker, failed(), RemoteThrowables.describe(thrown));
    Category category = RemoteThrowables.category(thrown);
    return category != Category.RUN_FAILED
        ? new ConveyorException(category, String.valueOf(failed.getMessage()), failed.remote())
        : failed;
  }

  /** Returns what to throw when the task cannot be opened: there is no run that could fail. */
  public ConveyorException startFailure(Throwable thrown) {
    ConveyorException failure = failure(thrown);
    return failure.category() == Category.RUN_FAILED
        ? new ConveyorException(
            Category.START_FAILED, String.valueOf(failure.getMessage()), failure.getCause())
        : failure;
  }

  @Override
  public String stage() {
    return stage;
  }

  @Override
  public int worker() {
    return worker;
  }

  @Override
  public int workers() {
    return workers;
  }

  @Override
  public BlockId blockId() {
    BlockId id = current();
    if (id == null) {
      throw new IllegalStateException("stage '" + stage + "' has no current block");
    }
    return id;
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(stage);
  }

  @Override
  public CommonMemory memory() {
    return memory.get();
  }
}

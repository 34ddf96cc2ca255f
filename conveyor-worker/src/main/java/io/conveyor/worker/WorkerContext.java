package io.conveyor.worker;

import io.conveyor.BlockId;
import io.conveyor.CommonMemory;
import io.conveyor.JobContext;
import org.jspecify.annotations.Nullable;

/** The context of a job that is run by a {@link StageLoop}. */
final class WorkerContext implements JobContext {

  private final String stage;
  private final int worker;
  private final int workers;
  private final @Nullable CommonMemory memory;
  private int pipe = -1;
  private long sequence;

  /**
   * Creates a context.
   *
   * @param stage the stage's name
   * @param worker which worker of the stage, from 0
   * @param workers how many workers the stage has
   * @param memory the pipeline's shared memory, if it has one
   */
  public WorkerContext(String stage, int worker, int workers, @Nullable CommonMemory memory) {
    this.stage = stage;
    this.worker = worker;
    this.workers = workers;
    this.memory = memory;
  }

  /** From here on the block of that pipe and sequence number is in hand. */
  public void enter(int inPipe, long atSequence) {
    this.pipe = inPipe;
    this.sequence = atSequence;
  }

  /** No block is in hand any more. */
  public void leave() {
    this.pipe = -1;
  }

  /** Returns the id of the block in hand, or an empty string if there is none. */
  String blockIdOrEmpty() {
    return pipe < 0 ? "" : pipe + ":" + sequence;
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
    if (pipe < 0) {
      throw new IllegalStateException("stage '" + stage + "' has no block in hand");
    }
    return new BlockId(pipe, sequence);
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(stage);
  }

  @Override
  public CommonMemory memory() {
    if (memory == null) {
      throw new IllegalStateException(
          "stage '%s' asks for shared memory, but the pipeline has none; set shared-memory"
              .formatted(stage));
    }
    return memory;
  }
}

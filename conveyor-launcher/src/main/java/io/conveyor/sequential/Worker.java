package io.conveyor.sequential;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.control.RemoteThrowables;
import io.conveyor.spi.CurrentJob;
import io.conveyor.topology.Node;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One worker of a processor: its own copy of the job, and the context that the job sees. */
final class Worker implements JobContext {

  private final String stage;
  private final int worker;
  private final int workers;
  private final Job<Object, Object> job;
  private final Supplier<CommonMemory> memory;
  private final System.Logger logger;
  private String blockId = "";

  Worker(
      Node node, int worker, int workers, Job<Object, Object> job, Supplier<CommonMemory> memory) {
    this.stage = node.name();
    this.worker = worker;
    this.workers = workers;
    this.job = job;
    this.memory = memory;
    logger = System.getLogger(stage);
  }

  /** Something that a job does. */
  private interface Act {
    @Nullable Object perform() throws Exception;
  }

  void open() {
    perform(
        () -> {
          job.open(this);
          return null;
        });
  }

  @Nullable Object run(Object block, String id) {
    blockId = id;
    try {
      return perform(() -> job.run(block));
    } finally {
      blockId = "";
    }
  }

  /** Closes the job; what it throws is logged, as there is no block left that it could fail. */
  void close() {
    try {
      perform(
          () -> {
            job.close();
            return null;
          });
    } catch (JobFailedException e) {
      logger.log(System.Logger.Level.ERROR, "the job failed to close", e.remote());
    }
  }

  private @Nullable Object perform(Act act) {
    CurrentJob.set(this);
    try {
      return act.perform();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConveyorException(
          ConveyorException.Category.INTERRUPTED, "interrupted in stage '" + stage + "'", e);
    } catch (Throwable thrown) {
      throw new JobFailedException(stage, worker, blockId, RemoteThrowables.describe(thrown));
    } finally {
      CurrentJob.set(null);
    }
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
  public String blockId() {
    if (blockId.isEmpty()) {
      throw new IllegalStateException("a block has an id only while the job runs");
    }
    return blockId;
  }

  @Override
  public System.Logger logger() {
    return logger;
  }

  @Override
  public CommonMemory memory() {
    return memory.get();
  }
}

package io.conveyor.sequential;

import io.conveyor.BlockId;
import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.Job;
import io.conveyor.JobContext;
import io.conveyor.JobFailedException;
import io.conveyor.Producer;
import io.conveyor.StreamJob;
import io.conveyor.Task;
import io.conveyor.spi.CurrentJob;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.topology.Node;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One worker of a processor: its own copy of the task, and the context that it sees. */
final class Worker implements JobContext {

  private final String stage;
  private final int worker;
  private final int workers;
  private final Task task;
  private final Supplier<CommonMemory> memory;
  private final System.Logger logger;
  private String blockId = "";

  Worker(Node node, int worker, int workers, Task task, Supplier<CommonMemory> memory) {
    this.stage = node.name();
    this.worker = worker;
    this.workers = workers;
    this.task = task;
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
          task.open(this);
          return null;
        });
  }

  @SuppressWarnings("unchecked") // Blocks are not typed between stages; a wrong one fails in it.
  @Nullable Object run(Object block, String id) {
    Job<Object, Object> job = (Job<Object, Object>) task;
    blockId = id;
    try {
      return perform(() -> job.run(block));
    } finally {
      blockId = "";
    }
  }

  /** From here on that block is in hand, or none if the id is empty. */
  void enter(String id) {
    blockId = id;
  }

  @SuppressWarnings("unchecked") // As above.
  void stream(Stream<Object> blocks, Consumer<Object> results) {
    StreamJob<Object, Object> job = (StreamJob<Object, Object>) task;
    perform(
        () -> {
          try (Stream<Object> given = job.run(blocks)) {
            given.sequential().forEachOrdered(result -> pass(result, results));
          }
          return null;
        });
  }

  /** What takes the result may be other jobs, on the same thread. */
  private void pass(@Nullable Object result, Consumer<Object> results) {
    Objects.requireNonNull(result, "a stream job gave null, which is not a block");
    try {
      results.accept(result);
    } finally {
      CurrentJob.set(this);
    }
  }

  @SuppressWarnings("unchecked") // As above.
  Stream<Object> produce() {
    Producer<Object> producer = (Producer<Object>) task;
    return (Stream<Object>) Objects.requireNonNull(perform(() -> producer.stream()));
  }

  /** Returns the next block of those produced, or null when there is none. */
  @Nullable Object next(Iterator<?> blocks) {
    return perform(
        () ->
            blocks.hasNext()
                ? Objects.requireNonNull(
                    blocks.next(), "a producer gave null, which is not a block")
                : null);
  }

  /** Closes the task; what it throws is logged, as there is no block left that it could fail. */
  void close() {
    try {
      perform(
          () -> {
            task.close();
            return null;
          });
    } catch (JobFailedException e) {
      logger.log(System.Logger.Level.ERROR, "the task failed to close", e.remote());
    }
  }

  private @Nullable Object perform(Act act) {
    CurrentJob.set(this);
    try {
      return act.perform();
    } catch (StreamCancelledException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConveyorException(
          ConveyorException.Category.INTERRUPTED, "interrupted in stage '" + stage + "'", e);
    } catch (Throwable thrown) {
      throw new JobFailedException(
          stage,
          worker,
          blockId.isEmpty() ? null : BlockId.parse(blockId),
          RemoteThrowables.describe(thrown));
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
  public BlockId blockId() {
    if (blockId.isEmpty()) {
      throw new IllegalStateException("a block has an id only while the job runs");
    }
    return BlockId.parse(blockId);
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

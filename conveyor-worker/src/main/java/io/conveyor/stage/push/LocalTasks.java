package io.conveyor.stage.push;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.Processor;
import io.conveyor.Task;
import io.conveyor.spi.OwnThread;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageRules;
import io.conveyor.stage.StageTask;
import io.conveyor.topology.Node;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * The tasks of an open pipeline within this process. Each worker has a copy of its own, and all
 * that they do is done with the class loader that they would have there. For one thread at a time.
 */
public final class LocalTasks implements AutoCloseable {

  /** Copies a task, as it would arrive in another process. */
  public interface Copier {

    /**
     * Returns the copy.
     *
     * @param classes finds the classes of the task
     */
    Task copy(Task task, ClassLoader classes) throws IOException, ClassNotFoundException;
  }

  /** What makes windows for several workers does nothing else. */
  private static final Job<Object, Object> IDENTITY = window -> window;

  private final PipelineDefinition pipeline;
  private final ClassLoader classes;
  private final Copier copier;
  private final Supplier<CommonMemory> memory;
  private final Map<Node, List<StageTask>> tasks = new HashMap<>();
  private final Deque<StageTask> opened = new ArrayDeque<>();
  private final Deque<StageContext> contexts = new ConcurrentLinkedDeque<>();
  private final LongBlocks longBlocks = new LongBlocks(contexts);

  private LocalTasks(PipelineDefinition pipeline, Copier copier, Supplier<CommonMemory> memory) {
    this.pipeline = pipeline;
    this.classes = pipeline.settings().classLoader();
    this.copier = copier;
    this.memory = memory;
  }

  /**
   * Opens the tasks of all processors, in the order of their rows.
   *
   * @param pipeline has the processors, and says who finds their classes
   * @param copier makes each worker's task
   * @param memory gives the pipeline's shared memory, or throws an {@link IllegalStateException}
   * @throws ConveyorException if one cannot be opened; those that were are closed then
   */
  public static LocalTasks open(
      PipelineDefinition pipeline, Copier copier, Supplier<CommonMemory> memory) {
    LocalTasks all = new LocalTasks(pipeline, copier, memory);
    try {
      all.run(() -> pipeline.topology().nodes().forEach(all::open));
      all.longBlocks.start();
      return all;
    } catch (RuntimeException | Error e) {
      try (all) {
        throw e;
      }
    }
  }

  /** Runs code with the class loader of the jobs. */
  public void run(Runnable code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    longBlocks.pass();
    try {
      code.run();
    } finally {
      OwnThread.forgetInterrupt();
      longBlocks.pass();
      thread.setContextClassLoader(before);
    }
  }

  private void open(Node node) {
    if (node.stage() instanceof Processor processor) {
      List<StageTask> made = new ArrayList<>();
      for (int worker = 0; worker < processor.workers(); worker++) {
        made.add(task(node, worker, copy(processor.task()), StageRules.of(processor)));
      }
      tasks.put(node, made);
      made.forEach(this::open);
    }
  }

  private StageTask task(Node node, int worker, Task task, StageRules rules) {
    int workers = ((Processor) node.stage()).workers();
    StageContext context = new StageContext(node.name(), worker, workers, memory);
    if (pipeline.isObserved()) {
      context.observedBy(pipeline.events());
    }
    return new StageTask(task, context, rules);
  }

  private Task copy(Task task) {
    try {
      return copier.copy(task, classes);
    } catch (IOException | ClassNotFoundException e) {
      throw new ConveyorException(
          Category.START_FAILED,
          "a task of %s cannot be copied: %s".formatted(task.getClass(), e),
          e);
    }
  }

  private void open(StageTask task) {
    try {
      task.open();
      opened.push(task);
      contexts.push(task.context());
    } catch (Throwable e) {
      throw task.context().startFailure(e);
    }
  }

  /** Returns the tasks of a processor's workers. */
  public List<StageTask> of(Node processor) {
    return Objects.requireNonNull(tasks.get(processor));
  }

  /** Returns a task that only makes a processor's windows, for its workers. */
  public StageTask windowsFor(Node processor) {
    return task(processor, 0, IDENTITY, StageRules.ofWindowsFor((Processor) processor.stage()));
  }

  /**
   * Closes the tasks, the last one first.
   *
   * @throws ConveyorException if one cannot be closed, after all were tried
   */
  @Override
  public void close() {
    longBlocks.close();
    run(this::closeAll);
  }

  private void closeAll() {
    ConveyorException first = null;
    while (!opened.isEmpty()) {
      StageTask task = opened.pop();
      try {
        task.close();
      } catch (Throwable e) {
        ConveyorException failure = task.context().failure(e);
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}

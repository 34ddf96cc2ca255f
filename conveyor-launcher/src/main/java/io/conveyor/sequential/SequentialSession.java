package io.conveyor.sequential;

import io.conveyor.CommonMemory;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.Processor;
import io.conveyor.Task;
import io.conveyor.codec.BlockCodec;
import io.conveyor.codec.JavaObjects;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.face.Face;
import io.conveyor.memory.PrivateMemory;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.stage.StageContext;
import io.conveyor.stage.StageRules;
import io.conveyor.stage.StageTask;
import io.conveyor.topology.Node;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open pipeline: its tasks, and the memory that they share. */
final class SequentialSession implements EngineSession {

  /** What makes windows for several workers does nothing else. */
  private static final Job<Object, Object> IDENTITY = window -> window;

  private final PipelineDefinition pipeline;
  private final ClassLoader classes;
  private final BlockCodec codec;
  private final DeadLetterBox deadLetters;
  private final @Nullable PrivateMemory memory;
  private final Map<Node, List<StageTask>> tasks = new HashMap<>();
  private final Deque<StageTask> opened = new ArrayDeque<>();

  /** For each origin, the sequence number of the next block. */
  private final Map<Integer, AtomicLong> sequences = new HashMap<>();

  private @Nullable SequentialRun run;
  private int runs;
  private boolean closed;

  private SequentialSession(PipelineDefinition pipeline) {
    this.pipeline = pipeline;
    classes = pipeline.settings().classLoader();
    codec = BlockCodec.create(classes, Math.toIntExact(pipeline.settings().largestBlockBytes()));
    deadLetters = DeadLetterBox.of(pipeline.name(), pipeline.settings(), Instant.now());
    long bytes = pipeline.settings().sharedMemoryBytes();
    memory = bytes == 0 ? null : PrivateMemory.of(bytes);
  }

  static SequentialSession open(PipelineDefinition pipeline) {
    SequentialSession session = new SequentialSession(pipeline);
    try {
      session.withClasses(session::openTasks);
      return session;
    } catch (RuntimeException | Error e) {
      try (session) {
        throw e;
      }
    }
  }

  /** Lets code run with the class loader that it would have in a worker's process. */
  private void withClasses(Runnable code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes);
    try {
      code.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private void openTasks() {
    for (Node node : pipeline.topology().nodes()) {
      if (node.stage() instanceof Processor processor) {
        List<StageTask> made = new ArrayList<>();
        for (int worker = 0; worker < processor.workers(); worker++) {
          made.add(task(node, worker, copy(processor.task()), StageRules.of(processor)));
        }
        tasks.put(node, made);
        made.forEach(this::open);
      }
    }
  }

  private StageTask task(Node node, int worker, Task task, StageRules rules) {
    int workers = ((Processor) node.stage()).workers();
    return new StageTask(task, new StageContext(node.name(), worker, workers, this::memory), rules);
  }

  /** Gives each worker a task of its own, by the way that tasks take to other processes. */
  private Task copy(Task task) {
    try {
      return JavaObjects.copy(task, classes);
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
    } catch (Throwable e) {
      throw task.context().failure(e);
    }
  }

  @Override
  public EngineRun start(Iterator<?> inputs) {
    if (closed || run != null && run.isUnderWay()) {
      throw new IllegalStateException(
          "pipeline '%s' %s"
              .formatted(pipeline.name(), closed ? "is closed" : "has a run under way"));
    }
    MemoryRun shared = new MemoryRun(++runs, codec, deadLetters);
    SequentialRun started =
        new SequentialRun(shared, this::withClasses, inputs, output -> connect(shared, output));
    run = started;
    return started;
  }

  private Circuit connect(MemoryRun to, Consumer<byte[]> output) {
    return new Circuit(pipeline.topology(), output, (node, results) -> stages(to, node, results));
  }

  private List<MemoryStage> stages(MemoryRun of, Node node, Consumer<byte[]> results) {
    Processor processor = (Processor) node.stage();
    List<StageTask> workers = Objects.requireNonNull(tasks.get(node));
    int origin = node.id() - 1;
    if (!StageRules.isWindowedBefore(processor)) {
      return List.of(new MemoryStage(of, origin, next(origin), workers, results));
    }
    int further = pipeline.topology().nodes().size() + origin;
    MemoryStage windowed = new MemoryStage(of, further, next(further), workers, results);
    StageTask windows = task(node, 0, IDENTITY, StageRules.ofWindowsFor(processor));
    return List.of(windowed, new MemoryStage(of, origin, next(origin), List.of(windows), windowed));
  }

  private AtomicLong next(int origin) {
    return sequences.computeIfAbsent(origin, unused -> new AtomicLong());
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public CommonMemory memory() {
    if (memory == null) {
      throw new IllegalStateException(
          "pipeline '%s' has no shared memory; set %s"
              .formatted(pipeline.name(), Face.setting("shared-memory")));
    }
    return memory.memory();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (run != null) {
      run.close();
    }
    try {
      withClasses(() -> opened.forEach(StageTask::closeOrLog));
    } finally {
      if (memory != null) {
        memory.close();
      }
    }
  }
}

package io.conveyor.sequential;

import io.conveyor.CommonMemory;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.StreamJob;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.topology.Node;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An open pipeline: its workers, and the memory that they share. */
final class SequentialSession implements EngineSession {

  private final PipelineDefinition pipeline;
  private final ClassLoader classes;
  private final BlockCopier copier;
  private final DeadLetterBox deadLetters;
  private final @Nullable PrivateMemory memory;
  private final Map<Node, List<Worker>> workers = new LinkedHashMap<>();
  private final Map<Node, AtomicLong> blocks = new HashMap<>();
  private final Deque<Worker> opened = new ArrayDeque<>();
  private @Nullable SequentialRun run;
  private int runs;
  private boolean closed;

  private SequentialSession(PipelineDefinition pipeline) {
    this.pipeline = pipeline;
    classes = pipeline.settings().classLoader();
    copier = new BlockCopier(classes, Math.toIntExact(pipeline.settings().largestBlockBytes()));
    deadLetters = DeadLetterBox.of(pipeline.name(), pipeline.settings(), Instant.now());
    long bytes = pipeline.settings().sharedMemoryBytes();
    memory = bytes == 0 ? null : PrivateMemory.of(bytes);
  }

  static SequentialSession open(PipelineDefinition pipeline) {
    SequentialSession session = new SequentialSession(pipeline);
    try {
      ContextLoader.run(session.classes, session::openWorkers);
      return session;
    } catch (RuntimeException | Error e) {
      try (session) {
        throw e;
      }
    }
  }

  private void openWorkers() {
    for (Node node : pipeline.topology().nodes()) {
      if (node.stage() instanceof Processor processor) {
        workers.put(node, openWorkers(node, processor));
      }
    }
  }

  private List<Worker> openWorkers(Node node, Processor processor) {
    List<Worker> mates = new ArrayList<>();
    for (int i = 0; i < processor.workers(); i++) {
      mates.add(
          new Worker(
              node,
              i,
              processor.workers(),
              TaskCopier.copy(processor.task(), classes),
              this::memory));
    }
    mates.forEach(this::openWorker);
    return mates;
  }

  private void openWorker(Worker worker) {
    worker.open();
    opened.push(worker);
  }

  @Override
  public EngineRun start(Iterator<?> inputs) {
    if (closed || run != null && run.isUnderWay()) {
      throw new IllegalStateException(
          "pipeline '%s' %s"
              .formatted(pipeline.name(), closed ? "is closed" : "has a run under way"));
    }
    int number = ++runs;
    SequentialRun started =
        new SequentialRun(inputs, copier, classes, output -> connect(number, output));
    run = started;
    return started;
  }

  private Circuit connect(int number, Sink output) {
    return new Circuit(
        pipeline.topology(),
        output,
        (node, results) ->
            sink(
                (Processor) node.stage(),
                new ProcessorSink.Stage(
                    node.name(),
                    Objects.requireNonNull(workers.get(node)),
                    node.id() - 1,
                    blocks.computeIfAbsent(node, unused -> new AtomicLong()),
                    number,
                    copier,
                    deadLetters,
                    results)));
  }

  private static ProcessorSink sink(Processor processor, ProcessorSink.Stage stage) {
    if (processor.task() instanceof Producer) {
      return new ProducerSink(stage);
    }
    return processor.task() instanceof StreamJob
        ? new StreamSink(stage)
        : new JobSink(stage, processor);
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public CommonMemory memory() {
    if (memory == null) {
      throw new IllegalStateException(
          "pipeline '%s' has no shared memory; give it some with sharedMemory(bytes)"
              .formatted(pipeline.name()));
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
      ContextLoader.run(classes, () -> opened.forEach(Worker::close));
    } finally {
      if (memory != null) {
        memory.close();
      }
    }
  }
}

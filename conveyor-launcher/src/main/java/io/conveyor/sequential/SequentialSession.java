package io.conveyor.sequential;

import io.conveyor.CommonMemory;
import io.conveyor.Processor;
import io.conveyor.codec.BlockCodec;
import io.conveyor.codec.types.JavaObjects;
import io.conveyor.face.Face;
import io.conveyor.memory.PrivateMemory;
import io.conveyor.spi.DeadLetters;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.stage.StageRules;
import io.conveyor.stage.StageTask;
import io.conveyor.stage.push.LocalTasks;
import io.conveyor.stage.push.PushedRun;
import io.conveyor.stage.push.PushedStage;
import io.conveyor.topology.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open pipeline: its tasks, and the memory that they share. */
final class SequentialSession implements EngineSession {

  private final PipelineDefinition pipeline;
  private final BlockCodec codec;
  private final DeadLetters deadLetters;
  private final @Nullable PrivateMemory memory;
  private final LocalTasks tasks;

  /** For each origin, the sequence number of the next block. */
  private final Map<Integer, AtomicLong> sequences = new HashMap<>();

  private @Nullable SequentialRun run;
  private int runs;
  private boolean closed;

  private SequentialSession(PipelineDefinition pipeline, @Nullable PrivateMemory memory) {
    ClassLoader classes = pipeline.settings().classLoader();
    this.pipeline = pipeline;
    this.memory = memory;
    codec = BlockCodec.create(classes, Math.toIntExact(pipeline.settings().largestBlockBytes()));
    deadLetters = pipeline.deadLetters(Instant.now());
    tasks = LocalTasks.open(pipeline, JavaObjects::copy, this::memory);
  }

  static SequentialSession open(PipelineDefinition pipeline) {
    long bytes = pipeline.settings().sharedMemoryBytes();
    PrivateMemory memory = bytes == 0 ? null : PrivateMemory.of(bytes);
    try {
      return new SequentialSession(pipeline, memory);
    } catch (RuntimeException | Error e) {
      try (memory) {
        throw e;
      }
    }
  }

  @Override
  public EngineRun start(Iterator<?> inputs) {
    if (closed || run != null && run.isUnderWay()) {
      throw new IllegalStateException(
          "pipeline '%s' %s"
              .formatted(pipeline.name(), closed ? "is closed" : "has a run under way"));
    }
    PushedRun shared = new PushedRun(++runs, deadLetters);
    SequentialRun started =
        new SequentialRun(shared, codec, tasks, inputs, output -> connect(shared, output));
    run = started;
    return started;
  }

  private Circuit connect(PushedRun to, Consumer<byte[]> output) {
    return new Circuit(pipeline.topology(), output, (node, results) -> stages(to, node, results));
  }

  private List<PushedStage> stages(PushedRun of, Node node, Consumer<byte[]> results) {
    int origin = node.id() - 1;
    if (!StageRules.isWindowedBefore((Processor) node.stage())) {
      return List.of(stage(of, origin, tasks.of(node), results));
    }
    int further = pipeline.topology().nodes().size() + origin;
    PushedStage windowed = stage(of, further, tasks.of(node), results);
    return List.of(windowed, stage(of, origin, List.of(tasks.windowsFor(node)), windowed));
  }

  private PushedStage stage(
      PushedRun of, int origin, List<StageTask> workers, Consumer<byte[]> results) {
    AtomicLong next = sequences.computeIfAbsent(origin, unused -> new AtomicLong());
    return new PushedStage(of, codec::encode, codec::decode, origin, next, workers, results);
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
    try (memory;
        tasks) {
      if (run != null) {
        run.close();
      }
    }
  }
}

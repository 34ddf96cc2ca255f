package io.conveyor;

import io.conveyor.spi.Engine;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.EngineSession;
import io.conveyor.spi.PipelineDefinition;
import io.conveyor.spi.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An engine that gives back its inputs, writes down what it is asked to do, and fails where it is
 * told to.
 */
public final class EchoEngine implements Engine {

  static final String NAME = "echo";

  /** What was asked of it since the last {@link #reset}. */
  static final List<String> EVENTS = new ArrayList<>();

  private static final Map<String, RuntimeException> FAILURES = new HashMap<>();

  /** The definition that it was last asked to open. */
  static PipelineDefinition opened;

  /** What it says to refuse. */
  static List<Refusal> refused = List.of();

  /** What it says to have no use for. */
  static List<Refusal> unused = List.of();

  /** Whether sessions say that they cannot take a run any more. */
  static boolean failedForGood;

  static void reset() {
    EVENTS.clear();
    FAILURES.clear();
    opened = null;
    refused = List.of();
    unused = List.of();
    failedForGood = false;
  }

  static RuntimeException failAt(String event) {
    RuntimeException failure = new IllegalStateException("failure at " + event);
    FAILURES.put(event, failure);
    return failure;
  }

  private static void happen(String event) {
    EVENTS.add(event);
    RuntimeException failure = FAILURES.get(event);
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Refusal> refusals(PipelineDefinition pipeline) {
    return refused;
  }

  @Override
  public List<Refusal> unused(PipelineDefinition pipeline) {
    return unused;
  }

  @Override
  public int cpus(PipelineDefinition pipeline) {
    return 100;
  }

  @Override
  public EngineSession open(PipelineDefinition pipeline) {
    opened = pipeline;
    happen("open");
    return new Session();
  }

  private static final class Session implements EngineSession {

    private boolean closed;

    @Override
    public EngineRun start(Iterator<?> inputs) {
      happen("start");
      return new Run(inputs);
    }

    @Override
    public boolean isOpen() {
      return !closed && !failedForGood;
    }

    @Override
    public CommonMemory memory() {
      throw new IllegalStateException("no shared memory");
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        happen("close session");
      }
    }
  }

  private static final class Run implements EngineRun {

    private final Iterator<?> inputs;
    private long blocks;
    private volatile boolean cancelled;

    Run(Iterator<?> inputs) {
      this.inputs = inputs;
    }

    @Override
    public Object next() {
      happen("next");
      if (cancelled || !inputs.hasNext()) {
        return null;
      }
      blocks++;
      return Objects.requireNonNull(inputs.next());
    }

    @Override
    public void finish() {
      happen("finish");
      while (!cancelled && inputs.hasNext()) {
        inputs.next();
        blocks++;
      }
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public RunReport report() {
      return new RunReport(blocks, blocks, Duration.ZERO, List.of());
    }

    @Override
    public void close() {
      happen("close run");
    }
  }
}

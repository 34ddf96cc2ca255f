package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.RunReport;
import io.conveyor.spi.EngineRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run that goes on only while its results are pulled. */
final class SequentialRun implements EngineRun {

  private static final long RUNNING = -1;

  private final Iterator<?> inputs;
  private final BlockCopier copier;
  private final ClassLoader classes;
  private final Circuit circuit;
  private final Queue<Object> ready = new ArrayDeque<>();
  private final AtomicLong blocksIn = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final long start = System.nanoTime();
  private volatile long nanos = RUNNING;
  private volatile boolean cancelled;

  /**
   * Creates a run.
   *
   * @param inputs the blocks
   * @param copier takes them through the codec
   * @param classes the context class loader of the jobs
   * @param circuit makes the circuit, from what takes its outputs
   */
  SequentialRun(
      Iterator<?> inputs,
      BlockCopier copier,
      ClassLoader classes,
      Function<Sink, Circuit> circuit) {
    this.inputs = inputs;
    this.copier = copier;
    this.classes = classes;
    this.circuit = circuit.apply(encoded -> ready.add(copier.decode(encoded)));
  }

  @Override
  public @Nullable Object next() {
    while (ready.isEmpty() && isUnderWay() && !cancelled) {
      takeInput();
    }
    if (cancelled) {
      close();
    }
    Object block = ready.poll();
    if (block != null) {
      blocksOut.incrementAndGet();
    }
    return block;
  }

  private void takeInput() {
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new ConveyorException(
            ConveyorException.Category.INTERRUPTED, "the run was interrupted");
      }
      if (inputs.hasNext()) {
        byte[] encoded = encode(inputs.next());
        blocksIn.incrementAndGet();
        ContextLoader.run(classes, () -> circuit.input().accept(encoded));
      } else {
        ContextLoader.run(classes, this::goOnWithoutInput);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void goOnWithoutInput() {
    if (!circuit.produce()) {
      circuit.processors().forEach(ProcessorSink::end);
      end();
    }
  }

  private byte[] encode(@Nullable Object input) {
    long number = blocksIn.get() + 1;
    if (input == null) {
      throw new ConveyorException(
          ConveyorException.Category.RUN_FAILED,
          "input %d is null, which is not a block".formatted(number));
    }
    try {
      return copier.encode(input);
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), "input " + number + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void finish() {
    Object block = next();
    while (block != null) {
      block = next();
    }
  }

  boolean isUnderWay() {
    return nanos == RUNNING;
  }

  private void end() {
    nanos = System.nanoTime() - start;
  }

  @Override
  public RunReport report() {
    long ended = nanos;
    return new RunReport(
        blocksIn.get(),
        blocksOut.get(),
        Duration.ofNanos(ended == RUNNING ? System.nanoTime() - start : ended),
        circuit.processors().stream().map(ProcessorSink::report).toList());
  }

  @Override
  public void cancel() {
    cancelled = true;
  }

  @Override
  public void close() {
    ready.clear();
    if (isUnderWay()) {
      circuit.processors().forEach(ProcessorSink::close);
      end();
    }
  }
}

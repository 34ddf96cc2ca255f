package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RunReport;
import io.conveyor.codec.BlockCodec;
import io.conveyor.spi.EngineRun;
import io.conveyor.spi.OwnThread;
import io.conveyor.stage.push.LocalTasks;
import io.conveyor.stage.push.PushedRun;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run that proceeds only while its results are pulled. */
final class SequentialRun implements EngineRun {

  private static final long RUNNING = -1;

  private final PushedRun run;
  private final BlockCodec codec;
  private final LocalTasks tasks;
  private final Iterator<?> inputs;
  private final Circuit circuit;
  private final Queue<Object> ready = new ArrayDeque<>();
  private final AtomicLong blocksIn = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final long start = System.nanoTime();
  private volatile long nanos = RUNNING;

  /**
   * Creates a run.
   *
   * @param run what its stages share
   * @param codec encodes blocks between stages
   * @param tasks lets code run with the class loader of the jobs
   * @param inputs the blocks
   * @param connect makes the circuit, from what takes its outputs
   */
  SequentialRun(
      PushedRun run,
      BlockCodec codec,
      LocalTasks tasks,
      Iterator<?> inputs,
      Function<Consumer<byte[]>, Circuit> connect) {
    this.run = run;
    this.codec = codec;
    this.tasks = tasks;
    this.inputs = inputs;
    this.circuit = connect.apply(encoded -> ready.add(codec.decode(encoded)));
  }

  /** What was done before a failure comes before it. */
  @Override
  public @Nullable Object next() {
    while (ready.isEmpty() && isUnderWay() && !run.isCancelled()) {
      takeInput();
    }
    if (run.isCancelled()) {
      close();
    }
    Object block = ready.poll();
    if (block != null) {
      blocksOut.incrementAndGet();
      return block;
    }
    if (run.failure() != null) {
      throw run.failure();
    }
    return null;
  }

  private void takeInput() {
    try {
      OwnThread.forgetInterrupt();
      if (Thread.currentThread().isInterrupted()) {
        throw new ConveyorException(Category.INTERRUPTED, "the run was interrupted");
      }
      if (inputs.hasNext()) {
        byte[] encoded = encode(inputs.next());
        blocksIn.incrementAndGet();
        tasks.run(() -> circuit.input().accept(encoded));
      } else {
        tasks.run(this::proceedWithoutInput);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    ConveyorException failure = run.failure();
    if (failure != null) {
      end();
      restoreInterrupt(failure);
    }
  }

  /** What was thrown because of an interrupt has taken it away. */
  private static void restoreInterrupt(ConveyorException failure) {
    if (failure.category() == Category.INTERRUPTED) {
      Thread.currentThread().interrupt();
    }
  }

  private void proceedWithoutInput() {
    if (!circuit.produce() && run.failure() == null) {
      end();
    }
  }

  private byte[] encode(Object input) {
    long place = blocksIn.get() + 1;
    try {
      return codec.encode(input);
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), "input " + place + ": " + e.getMessage(), e);
    }
  }

  /** Ends all stages, for which there is nothing left to do if the run is dropped. */
  private void end() {
    if (isUnderWay()) {
      tasks.run(circuit::end);
      nanos = System.nanoTime() - start;
    }
  }

  boolean isUnderWay() {
    return nanos == RUNNING;
  }

  @Override
  public RunReport report() {
    long ended = nanos;
    return new RunReport(
        blocksIn.get(),
        blocksOut.get(),
        Duration.ofNanos(ended == RUNNING ? System.nanoTime() - start : ended),
        circuit.reports());
  }

  @Override
  public void cancel() {
    run.cancel();
  }

  @Override
  public void close() {
    run.cancel();
    ready.clear();
    end();
  }
}

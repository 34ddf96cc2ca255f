package io.conveyor.sequential;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.RunReport;
import io.conveyor.codec.BlockCodec;
import io.conveyor.spi.DeadLetters;
import io.conveyor.spi.EngineRun;
import io.conveyor.stage.RemoteThrowables;
import io.conveyor.stage.StageContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A run that goes on only while its results are pulled. */
final class SequentialRun implements EngineRun {

  private static final long RUNNING = -1;

  private final SequentialSession session;
  private final int number;
  private final Iterator<?> inputs;
  private final Circuit circuit;
  private final Queue<Object> ready = new ArrayDeque<>();
  private final AtomicLong blocksIn = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final long start = System.nanoTime();
  private @Nullable ConveyorException failure;
  private volatile long nanos = RUNNING;
  private volatile boolean cancelled;

  SequentialRun(SequentialSession session, int number, Iterator<?> inputs) {
    this.session = session;
    this.number = number;
    this.inputs = inputs;
    this.circuit = session.connect(this, encoded -> ready.add(codec().decode(encoded)));
  }

  BlockCodec codec() {
    return session.codec();
  }

  /** Returns whether what is left of the run is to be dropped. */
  boolean isDropped() {
    return cancelled || failure != null;
  }

  /** The run fails, unless it has failed already. */
  void fail(ConveyorException thrown) {
    failure = failure == null ? thrown : failure;
  }

  void deadLetter(
      StageContext of, BlockId id, int tries, byte[] block, @Nullable Throwable thrown) {
    session
        .deadLetters()
        .putEncoded(
            new DeadLetters.Letter(
                of.stage(),
                of.worker(),
                number,
                id,
                tries,
                thrown == null ? null : RemoteThrowables.describe(thrown),
                List.of(),
                null),
            block);
  }

  /** What was done before a failure comes before it. */
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
    } else if (failure != null) {
      throw failure;
    }
    return block;
  }

  private void takeInput() {
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new ConveyorException(Category.INTERRUPTED, "the run was interrupted");
      }
      if (inputs.hasNext()) {
        byte[] encoded = encode(inputs.next());
        blocksIn.incrementAndGet();
        session.withClasses(() -> circuit.input().accept(encoded));
      } else {
        session.withClasses(this::proceedWithoutInput);
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
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
    if (!circuit.produce() && failure == null) {
      end();
    }
  }

  private byte[] encode(@Nullable Object input) {
    long place = blocksIn.get() + 1;
    if (input == null) {
      throw new ConveyorException(
          Category.RUN_FAILED, "input %d is null, which is not a block".formatted(place));
    }
    try {
      return codec().encode(input);
    } catch (ConveyorException e) {
      throw new ConveyorException(e.category(), "input " + place + ": " + e.getMessage(), e);
    }
  }

  /** Ends all stages, for which there is nothing left to do if the run is dropped. */
  private void end() {
    if (isUnderWay()) {
      session.withClasses(circuit::end);
      nanos = System.nanoTime() - start;
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
    cancelled = true;
  }

  @Override
  public void close() {
    cancelled = true;
    ready.clear();
    end();
  }
}

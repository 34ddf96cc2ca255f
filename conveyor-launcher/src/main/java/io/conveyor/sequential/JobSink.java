package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.Processor;
import io.conveyor.RemoteException;
import io.conveyor.deadletters.DeadLetterBox;
import io.conveyor.stage.RemoteThrowables;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A processor that runs a job for each block, or for each window of blocks. */
final class JobSink extends ProcessorSink {

  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  private final Processor processor;
  private final Queue<Object> window = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  /** The first block of the next window. */
  private long windowStart;

  private long turn;

  JobSink(Stage stage, Processor processor) {
    super(stage);
    this.processor = processor;
  }

  @Override
  public void accept(byte[] encoded) {
    long sequence = blocksIn.getAndIncrement();
    if (processor.window() == 0) {
      run(() -> stage.copier().decode(encoded), sequence);
    } else if (sequence >= windowStart) {
      gather(stage.copier().decode(encoded), sequence);
    }
  }

  private void gather(Object block, long sequence) {
    window.add(block);
    if (window.size() == processor.window()) {
      List<Object> complete = new ArrayList<>(window);
      for (int i = Math.min(processor.windowStep(), window.size()); i > 0; i--) {
        window.remove();
      }
      windowStart += processor.windowStep();
      run(() -> new ArrayList<>(complete), sequence);
    }
  }

  private void run(Supplier<Object> block, long sequence) {
    byte[] result = result(block, blockId(sequence));
    if (result != null) {
      pass(result);
    }
  }

  private byte @Nullable [] result(Supplier<Object> block, String blockId) {
    Worker worker = worker(turn++);
    for (int tries = 1; ; tries++) {
      try {
        return attempt(worker, block.get(), blockId);
      } catch (ConveyorException e) {
        if (e.category() == Category.INTERRUPTED) {
          throw e;
        }
        if (tries > processor.retries()) {
          giveUp(worker, block, blockId, e);
          return null;
        }
        pause(tries);
        repeated.incrementAndGet();
      }
    }
  }

  private byte @Nullable [] attempt(Worker worker, Object block, String blockId) {
    long start = System.nanoTime();
    try {
      Object result = worker.run(block, blockId);
      return result == null ? null : encode(result, blockId);
    } finally {
      busyNanos.addAndGet(System.nanoTime() - start);
    }
  }

  private static void pause(int tries) {
    try {
      TimeUnit.MILLISECONDS.sleep(
          Math.min(FIRST_PAUSE_MILLIS << Math.min(tries - 1, 16), LONGEST_PAUSE_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConveyorException(Category.INTERRUPTED, "interrupted before a retry", e);
    }
  }

  private void giveUp(
      Worker worker, Supplier<Object> block, String blockId, ConveyorException failure) {
    switch (processor.onError()) {
      case SKIP -> {
        skipped.incrementAndGet();
        tell(worker, "skipped", failure);
      }
      case DEAD_LETTER -> {
        putAside(worker, block.get(), blockId, failure);
        tell(worker, "put aside as a dead letter", failure);
      }
      default -> throw failure;
    }
  }

  private void putAside(Worker worker, Object block, String blockId, ConveyorException failure) {
    RemoteException thrown =
        failure instanceof JobFailedException failed
            ? failed.remote()
            : RemoteThrowables.describe(failure);
    stage
        .deadLetters()
        .put(
            new DeadLetterBox.Facts(
                stage.name(),
                worker.worker(),
                stage.run(),
                blockId,
                processor.retries() + 1,
                thrown,
                List.of(),
                null),
            stage.copier().encode(block));
    deadLettered.incrementAndGet();
  }

  private void tell(Worker worker, String what, ConveyorException failure) {
    String kind =
        failure instanceof JobFailedException failed
            ? failed.remoteType()
            : failure.category().name();
    if (seen.add(kind)) {
      worker
          .logger()
          .log(
              System.Logger.Level.WARNING,
              "{0}: {1}; further ones of this run and kind are counted, and not told",
              failure.getMessage(),
              what);
    }
  }
}

package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.JobFailedException;
import io.conveyor.OnError;
import io.conveyor.Processor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A processor that runs a job for each block, or for each window of blocks. */
final class JobSink extends ProcessorSink {

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
    Object block = stage.copier().decode(encoded);
    if (processor.window() == 0) {
      run(block, sequence);
    } else if (sequence >= windowStart) {
      gather(block, sequence);
    }
  }

  private void gather(Object block, long sequence) {
    window.add(block);
    if (window.size() == processor.window()) {
      Object complete = new ArrayList<>(window);
      for (int i = Math.min(processor.windowStep(), window.size()); i > 0; i--) {
        window.remove();
      }
      windowStart += processor.windowStep();
      run(complete, sequence);
    }
  }

  private void run(Object block, long sequence) {
    byte[] result = result(block, blockId(sequence));
    if (result != null) {
      pass(result);
    }
  }

  private byte @Nullable [] result(Object block, String blockId) {
    Worker worker = worker(turn++);
    long start = System.nanoTime();
    try {
      Object result = worker.run(block, blockId);
      return result == null ? null : encode(result, blockId);
    } catch (ConveyorException e) {
      if (processor.onError() != OnError.SKIP || e.category() == Category.INTERRUPTED) {
        throw e;
      }
      skip(worker, e);
      return null;
    } finally {
      busyNanos.addAndGet(System.nanoTime() - start);
    }
  }

  private void skip(Worker worker, ConveyorException failure) {
    skipped.incrementAndGet();
    String kind =
        failure instanceof JobFailedException failed
            ? failed.remoteType()
            : failure.category().name();
    if (seen.add(kind)) {
      worker
          .logger()
          .log(
              System.Logger.Level.WARNING,
              "{0}: skipped; further blocks of this run with this kind of failure are skipped"
                  + " silently, and counted",
              failure.getMessage());
    }
  }
}

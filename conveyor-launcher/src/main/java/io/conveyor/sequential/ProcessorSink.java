package io.conveyor.sequential;

import io.conveyor.ConveyorException;
import io.conveyor.StageReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A processor in a run: gives each block to the next of its workers, and counts. */
final class ProcessorSink implements Sink {

  private final String stage;
  private final List<Worker> workers;
  private final String run;
  private final BlockCopier copier;
  private final Sink results;
  private final AtomicLong blocksIn = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();
  private final AtomicLong busyNanos = new AtomicLong();

  ProcessorSink(String stage, List<Worker> workers, String run, BlockCopier copier, Sink results) {
    this.stage = stage;
    this.workers = workers;
    this.run = run;
    this.copier = copier;
    this.results = results;
  }

  @Override
  public void accept(byte[] encoded) {
    long sequence = blocksIn.getAndIncrement();
    Worker worker = workers.get((int) (sequence % workers.size()));
    String blockId = run + "." + stage + "." + sequence;
    Object block = copier.decode(encoded);
    long start = System.nanoTime();
    Object result = worker.run(block, blockId);
    busyNanos.addAndGet(System.nanoTime() - start);
    if (result != null) {
      byte[] sent = encode(result, blockId);
      blocksOut.incrementAndGet();
      bytesOut.addAndGet(sent.length);
      results.accept(sent);
    }
  }

  private byte[] encode(Object result, String blockId) {
    try {
      return copier.encode(result);
    } catch (ConveyorException e) {
      throw new ConveyorException(
          e.category(),
          "stage '%s', the result of block %s: %s".formatted(stage, blockId, e.getMessage()),
          e);
    }
  }

  StageReport report() {
    return new StageReport(
        stage,
        workers.size(),
        blocksIn.get(),
        blocksOut.get(),
        bytesOut.get(),
        Duration.ofNanos(busyNanos.get()),
        Duration.ZERO,
        Duration.ZERO,
        0,
        0,
        0);
  }
}

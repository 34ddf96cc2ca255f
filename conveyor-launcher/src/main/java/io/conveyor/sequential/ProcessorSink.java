package io.conveyor.sequential;

import io.conveyor.BlockId;
import io.conveyor.ConveyorException;
import io.conveyor.StageReport;
import io.conveyor.deadletters.DeadLetterBox;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A processor in a run: takes blocks, passes results on, and counts. */
abstract class ProcessorSink implements Sink {

  final Stage stage;
  final AtomicLong blocksIn = new AtomicLong();
  final AtomicLong busyNanos = new AtomicLong();
  final AtomicLong skipped = new AtomicLong();
  final AtomicLong deadLettered = new AtomicLong();
  final AtomicLong repeated = new AtomicLong();
  private final AtomicLong blocksOut = new AtomicLong();
  private final AtomicLong bytesOut = new AtomicLong();

  /** The sequence number of the run's first block: ids differ from run to run. */
  private final long first;

  /**
   * What a processor is made of.
   *
   * @param name its name
   * @param workers its workers, who take turns
   * @param origin its number, for the ids of blocks
   * @param blocks how many blocks it has had while the pipeline is open
   * @param run the run's number, from 1
   * @param copier takes blocks through the codec
   * @param deadLetters where blocks are put aside
   * @param results where results go
   */
  record Stage(
      String name,
      List<Worker> workers,
      int origin,
      AtomicLong blocks,
      int run,
      BlockCopier copier,
      DeadLetterBox deadLetters,
      Sink results) {}

  ProcessorSink(Stage stage) {
    this.stage = stage;
    this.first = stage.blocks().get();
  }

  /** All blocks of the run have come. */
  void end() {}

  /** The run is over, be it at its end or before. */
  void close() {}

  final Worker worker(long turn) {
    return stage.workers().get((int) (turn % stage.workers().size()));
  }

  final String blockId(long sequence) {
    BlockId id = new BlockId(stage.origin(), first + sequence);
    stage.blocks().set(id.sequence() + 1);
    return id.toString();
  }

  final byte[] encode(Object result, String blockId) {
    try {
      return stage.copier().encode(result);
    } catch (ConveyorException e) {
      throw new ConveyorException(
          e.category(),
          "stage '%s', the result of block %s: %s".formatted(stage.name(), blockId, e.getMessage()),
          e);
    }
  }

  final void pass(byte[] sent) {
    blocksOut.incrementAndGet();
    bytesOut.addAndGet(sent.length);
    stage.results().accept(sent);
  }

  final StageReport report() {
    return new StageReport(
        stage.name(),
        stage.workers().size(),
        blocksIn.get(),
        blocksOut.get(),
        bytesOut.get(),
        Duration.ofNanos(busyNanos.get()),
        Duration.ZERO,
        Duration.ZERO,
        0,
        skipped.get(),
        deadLettered.get(),
        repeated.get());
  }
}

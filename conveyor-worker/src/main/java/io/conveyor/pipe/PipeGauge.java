package io.conveyor.pipe;

import io.conveyor.mapped.Corrupt;

/**
 * Measures from outside how far a pipe is, while others write and read it. Belongs to one thread.
 */
public final class PipeGauge {

  private final PipeSpec spec;
  private final WriterSlot writer;
  private final SlowestReader slowest;

  private PipeGauge(PipeSpec spec) {
    this.spec = spec;
    Cursors cursors = Cursors.open(spec);
    writer = cursors.writer();
    slowest = new SlowestReader(spec, cursors);
  }

  /**
   * Opens a gauge.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if the pipe's files are not what they
   *     should be
   */
  public static PipeGauge open(PipeSpec spec) {
    return new PipeGauge(spec);
  }

  /** Returns whether every block that was appended is acknowledged by everyone. */
  public boolean isDrained() {
    return writer.documentsAcquire() == 0 || slowest.sequence() >= writer.nextSequence();
  }

  /** Returns how many blocks were appended that a subscription has not acknowledged. */
  public long waiting(int subscription) {
    long read = slowest.sequence(subscription); // First: what comes meanwhile is not missing.
    return writer.documentsAcquire() == 0 ? 0 : Math.max(0, writer.nextSequence() - read);
  }

  /** Returns whether none of the subscriptions has more blocks to acknowledge than that one. */
  public boolean isSlowest(int subscription) {
    return slowest.sequence(subscription) <= slowest.sequence();
  }

  /** Returns where a drained pipe is that nobody appends to meanwhile. */
  public PipeMark mark() {
    if (writer.documentsAcquire() == 0) {
      return PipeMark.START;
    }
    try (DocumentTailer tailer = new DocumentTailer(spec)) {
      if (!tailer.moveTo(writer.index()) || !tailer.next()) {
        throw Corrupt.of(
            tailer.file(), "the last document", Long.toHexString(writer.index()), "none");
      }
      long[] acknowledged = tailer.acknowledged();
      DocumentHeader header = tailer.header();
      return new PipeMark(header.run, header.endSequence(), header.runStart, acknowledged);
    }
  }
}

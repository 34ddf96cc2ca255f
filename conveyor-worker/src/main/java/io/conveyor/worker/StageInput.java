package io.conveyor.worker;

import io.conveyor.codec.BatchDecoder;
import io.conveyor.pipe.PipeReader;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** One input pipe of a stage: how far it has been answered, and how much to claim at a time. */
final class StageInput {

  private static final int LARGEST_CLAIM = 4096;

  /**
   * A claim should take about this long: short enough to balance, long enough to pay for itself.
   */
  private static final long CLAIM_NANOS = 2_000_000;

  /** Whether blocks are claimed, since others read the same subscription. */
  final boolean shared;

  final int index;
  final int pipe;

  /** The bound of the pipe in bytes. */
  final long bytes;

  final PipeReader reader;
  final BatchDecoder decoder;
  private final Supplier<ByteBuffer> ring;

  /** Everything below is answered, though perhaps not yet committed. */
  long answered;

  /** Whether the reader is to be told how far the stage is, after the next commit. */
  boolean advanced;

  /** Whether the end of the current run has come. */
  boolean ended;

  private int claim = 1;
  private double blockNanos;

  StageInput(
      int index,
      int pipe,
      long bytes,
      boolean shared,
      PipeReader reader,
      BatchDecoder decoder,
      long answered) {
    this.bytes = bytes;
    this.shared = shared;
    this.index = index;
    this.pipe = pipe;
    this.reader = reader;
    this.ring = reader::ring;
    this.decoder = decoder;
    this.answered = answered;
  }

  /** Returns how many blocks to claim at the most. */
  int claim() {
    return shared ? claim : Integer.MAX_VALUE;
  }

  /** Learns from a claim how long blocks take: claims shrink at once and grow by doubling. */
  void learn(int blocks, long nanos) {
    double each = (double) nanos / blocks;
    blockNanos = blockNanos == 0 ? each : 0.7 * blockNanos + 0.3 * each;
    double fits = CLAIM_NANOS / Math.max(blockNanos, 1);
    claim = (int) Math.max(1, Math.min(fits, Math.min(2.0 * claim, LARGEST_CLAIM)));
  }

  /** Opens the reader's document in the decoder, and moves to the batch within it. */
  void decode() {
    if (reader.isNewDocument()) {
      decoder.reset(reader.payload(), 0, reader.payloadLength(), reader.documentCount(), ring);
    }
    decoder.skipTo(reader.firstInDocument());
  }

  /** Decodes a block of the batch in hand once more; the one after it is next then. */
  Object again(long sequence) {
    decoder.reset(reader.payload(), 0, reader.payloadLength(), reader.documentCount(), ring);
    decoder.skipTo(reader.firstInDocument() + (int) (sequence - reader.sequence()));
    return decoder.next();
  }
}

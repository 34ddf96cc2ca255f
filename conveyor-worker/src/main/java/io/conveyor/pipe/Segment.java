package io.conveyor.pipe;

import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * How a pipe uses its queue. The queue rolls by the clock; here the clock is a count of segments,
 * which only the writer moves. Segments are numbered from 1; what the queue takes for dates are
 * their names.
 */
final class Segment {

  /** The first segment of a pipe. */
  static final int FIRST = 1;

  /** What a segment takes beside its documents, in bytes, at most: header, indexes, end mark. */
  static final long OVERHEAD = 64 << 10;

  /** At 2048 * 256 documents to an index page and 2048 pages, no segment runs out of numbers. */
  private static final RollCycles CYCLE = RollCycles.FIVE_MINUTELY;

  /** What the queue calls its files, as a pattern of a date. */
  static final String NAME_FORMAT = CYCLE.format();

  private static final long SMALLEST_BLOCK = 1 << 20;

  private Segment() {}

  /** Returns the number of the segment in which the document of that index is. */
  static int of(long index) {
    return CYCLE.toCycle(index);
  }

  /** Returns the index of a segment's first document. */
  static long firstIndex(int segment) {
    return CYCLE.toIndex(segment, 0);
  }

  /** Returns the time at which the queue writes to that segment. */
  static long time(int segment) {
    return (long) segment * CYCLE.lengthInMillis();
  }

  /**
   * Opens the pipe's queue. Every process must use the same sizes, as the queue does not store
   * them: it maps blocks, and a document has at most a quarter of one.
   */
  static SingleChronicleQueue queue(PipeSpec spec, TimeProvider clock) {
    try {
      return SingleChronicleQueueBuilder.binary(spec.home())
          .rollCycle(CYCLE)
          .blockSize(blockSize(spec))
          .timeProvider(clock)
          .checkInterrupts(false)
          .build();
    } catch (Exception | AssertionError e) {
      throw Corrupt.of(spec.home(), "cannot open the queue", e);
    }
  }

  private static long blockSize(PipeSpec spec) {
    long quarter = spec.largestSpace() + OVERHEAD;
    return Math.max(SMALLEST_BLOCK, 4 * (quarter + 0xffff & ~0xffffL));
  }
}

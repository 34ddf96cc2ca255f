package io.conveyor.pipe;

import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;

/**
 * Lets Chronicle Queue make the queue of a pipe, with a first segment. That is all for which its
 * library is loaded, and only the launcher makes pipes: it takes longer to load than all that a
 * worker does at its start.
 */
final class QueueMaker {

  /** The queue rolls by the clock; here the clock is the number of the segment. */
  private static final RollCycles CYCLE = RollCycles.FIVE_MINUTELY;

  /** The least that the queue maps at once, in bytes. */
  private static final int BLOCK_SIZE = 1 << 20;

  private QueueMaker() {}

  static void make(PipeSpec spec) {
    QueueAccess.ensure();
    SegmentFiles files = new SegmentFiles(spec);
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(spec.home())
                .rollCycle(CYCLE)
                .blockSize(BLOCK_SIZE)
                .timeProvider(() -> (long) Segment.FIRST * CYCLE.lengthInMillis())
                .checkInterrupts(false)
                .build();
        SingleChronicleQueueStore first = queue.storeForCycle(Segment.FIRST, 0, true, null)) {
      if (first == null) {
        throw Corrupt.of(files.file(Segment.FIRST), "cannot be made");
      }
    } catch (Exception | AssertionError e) {
      // The queue throws what it likes, declared or not.
      throw Corrupt.of(spec.home(), "cannot make the queue", e);
    }
    files.makePrivate(Segment.FIRST);
  }
}

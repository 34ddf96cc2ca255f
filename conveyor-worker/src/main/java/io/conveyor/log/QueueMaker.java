package io.conveyor.log;

import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;

/**
 * Lets Chronicle Queue make the queue of a log, with a first segment. That is all for which its
 * library is loaded, and only the launcher makes logs: it takes longer to load than all that a
 * worker does at its start.
 */
final class QueueMaker {

  /** The queue rolls by the clock; here the clock is the number of the segment. */
  private static final RollCycles CYCLE = RollCycles.FIVE_MINUTELY;

  /** The least that the queue maps at once, in bytes. */
  private static final int BLOCK_SIZE = 1 << 20;

  /** More than the queue writes into each of its files before there is a document. */
  private static final int BEGINNING = 40 << 10;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private QueueMaker() {}

  /**
   * Makes the queue.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for it
   */
  static void make(LogSpec spec) {
    QueueAccess.ensure();
    SegmentFiles files = new SegmentFiles(spec);
    takeRoom(spec, files.metadata());
    takeRoom(spec, files.file(LogIndex.FIRST_SEGMENT));
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(spec.home())
                .rollCycle(CYCLE)
                .blockSize(BLOCK_SIZE)
                .timeProvider(() -> (long) LogIndex.FIRST_SEGMENT * CYCLE.lengthInMillis())
                .checkInterrupts(false)
                .build();
        SingleChronicleQueueStore first =
            queue.storeForCycle(LogIndex.FIRST_SEGMENT, 0, true, null)) {
      if (first == null) {
        throw Corrupt.of(files.file(LogIndex.FIRST_SEGMENT), "cannot be made");
      }
    } catch (Exception | AssertionError e) {
      // The queue throws what it likes, declared or not.
      throw Corrupt.of(spec.home(), "cannot make the queue", e);
    }
  }

  /**
   * The queue would write to a full disk through mapped memory, which is the end of the process;
   * and create files for all to read.
   */
  private static void takeRoom(LogSpec spec, Path file) {
    ByteBuffer zeros = ByteBuffer.allocate(BEGINNING);
    try (FileChannel channel =
        FileChannel.open(file, NEW, PrivateFiles.fileAttributes(spec.home()))) {
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
    } catch (IOException e) {
      throw SegmentRoom.full(spec, zeros.remaining(), e);
    }
  }
}

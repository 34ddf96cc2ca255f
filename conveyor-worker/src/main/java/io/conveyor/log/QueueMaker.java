package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;
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

  /** How long the queue makes its files, which have holes then: two blocks, and a page. */
  private static final int MAPPED_BY_LIBRARY = 2 * BLOCK_SIZE + (64 << 10);

  /** More than the queue writes into each of its files before there is a document. */
  private static final int BEGINNING = 40 << 10;

  private static final String RELEASE_OF_LIBRARY =
      "/META-INF/maven/net.openhft/chronicle-queue/pom.properties";

  /** What makes the files of a queue. */
  interface Library {

    /**
     * Makes a queue, of which room for the metadata and for the first segment is taken already.
     *
     * @throws Exception what it likes
     */
    void makeIn(Path home) throws Exception;
  }

  private QueueMaker() {}

  /**
   * Makes the queue.
   *
   * @throws io.conveyor.ConveyorException of category RESOURCES if there is no room for it, of
   *     category START_FAILED if the library makes it in a format that is not known here
   */
  static void make(LogSpec spec) {
    QueueAccess.ensure();
    make(spec, QueueMaker::letChronicleMake);
  }

  static void make(LogSpec spec, Library library) {
    SegmentFiles files = new SegmentFiles(spec);
    Path first = files.file(LogIndex.FIRST_SEGMENT);
    takeRoom(files.metadata(), files);
    takeRoom(first, files);
    SegmentRoom.requireLength(spec, first, Math.max(spec.mappedBytes(), MAPPED_BY_LIBRARY));
    try {
      library.makeIn(spec.home());
      QueuePreamble.require(first, QueueMaker::release);
    } catch (ConveyorException e) {
      throw e;
    } catch (Exception | AssertionError e) {
      if (Room.isShort(e)) {
        throw new ConveyorException(
            Category.RESOURCES,
            "%s: cannot make the queue: %s".formatted(spec.home(), Room.why(e, spec.home())),
            e);
      }
      throw Corrupt.of(spec.home(), "cannot make the queue", e);
    }
  }

  /**
   * The queue would write to a full disk through mapped memory, which is the end of the process;
   * and create files for all to read.
   */
  private static void takeRoom(Path file, SegmentFiles files) {
    files.create(file, new byte[BEGINNING]);
  }

  static void letChronicleMake(Path home) throws Exception {
    boolean interrupted = Thread.interrupted(); // Its channels would close.
    try (SingleChronicleQueue queue =
            SingleChronicleQueueBuilder.binary(home)
                .rollCycle(CYCLE)
                .blockSize(BLOCK_SIZE)
                .timeProvider(() -> (long) LogIndex.FIRST_SEGMENT * CYCLE.lengthInMillis())
                .checkInterrupts(false)
                .build();
        SingleChronicleQueueStore first =
            queue.storeForCycle(LogIndex.FIRST_SEGMENT, 0, true, null)) {
      if (first == null) {
        throw new IOException("there is no first segment");
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns the release of the library, as it says itself. */
  static String release() {
    Properties properties = new Properties();
    try (InputStream in = SingleChronicleQueue.class.getResourceAsStream(RELEASE_OF_LIBRARY)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RELEASE_OF_LIBRARY, e);
    }
    return properties.getProperty("version", "of an unknown release");
  }
}

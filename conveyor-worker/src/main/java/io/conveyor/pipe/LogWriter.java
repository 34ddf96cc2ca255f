package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** Appends documents to a pipe's queue and decides when it rolls. Belongs to one thread. */
final class LogWriter implements AutoCloseable {

  private final PipeSpec spec;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final SegmentFiles files;
  private @Nullable SegmentRoom room;
  private int segment;

  /**
   * Opens the queue to go on in that segment.
   *
   * @param segment the last one, or the one after it if the last has been ended
   */
  LogWriter(PipeSpec spec, int segment) {
    this.spec = spec;
    this.segment = segment;
    files = new SegmentFiles(spec);
    checkSpace();
    queue = Segment.queue(spec, () -> Segment.time(this.segment));
    try {
      appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true);
    } catch (Exception | AssertionError e) {
      queue.close();
      throw Corrupt.of(spec.home(), "cannot append to the queue", e);
    }
  }

  /** Goes on in a new segment, with the next document. */
  void roll() {
    checkSpace();
    segment++;
    leave();
  }

  /**
   * Appends a document and returns its index. The document is only open while it is copied.
   *
   * @param payload begins with what is stored of it in the document
   */
  long append(DocumentHeader header, byte[] payload) {
    SegmentRoom known = room;
    if (known == null && Files.exists(files.file(segment))) {
      known = enter();
    }
    if (known != null) {
      known.reserve(header.space());
    }
    try (DocumentContext document = appender.writingDocument()) {
      Bytes<?> bytes = Objects.requireNonNull(document.wire()).bytes();
      bytes.write(header.buffer(), 0, header.length());
      bytes.write(payload, 0, header.storedLength());
      if (known != null) {
        known.appendedTo(bytes.writePosition());
      }
    } catch (RuntimeException | AssertionError e) {
      throw Corrupt.of(spec.home(), "cannot append to the queue", e);
    }
    return appender.lastIndexAppended();
  }

  private SegmentRoom enter() {
    files.makePrivate(segment);
    SegmentRoom entered = new SegmentRoom(spec, files.file(segment));
    room = entered;
    return entered;
  }

  private void leave() {
    SegmentRoom left = room;
    if (left != null) {
      left.close();
      room = null;
    }
  }

  /** Looked at as a whole, so that a pipe that will not do is not begun; taken bit by bit. */
  private void checkSpace() {
    long needed = Math.max(spec.segmentBytes(), spec.largestSpace()) + Segment.OVERHEAD;
    try {
      long usable = Files.getFileStore(spec.home()).getUsableSpace();
      if (usable < needed) {
        throw new ConveyorException(
            Category.RESOURCES,
            ("pipe %s: no room for its next segment of %d bytes in %s, where %d are free; lower"
                    + " pipe-size, or choose another directory")
                .formatted(spec.name(), needed, spec.home(), usable));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask for the free space of " + spec.home(), e);
    }
  }

  /** Tells the queue that segments are gone. */
  void forgetDeleted() {
    queue.refreshDirectoryListing();
  }

  @Override
  public void close() {
    queue.close();
    leave();
  }
}

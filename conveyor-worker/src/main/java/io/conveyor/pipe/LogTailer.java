package io.conveyor.pipe;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerState;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the documents of a pipe's queue, and checks what it finds. Belongs to one thread.
 */
final class LogTailer implements AutoCloseable {

  private final PipeSpec spec;
  private final SingleChronicleQueue queue;
  private final ExcerptTailer tailer;
  private final DocumentHeader header = new DocumentHeader();
  private @Nullable DocumentContext document;
  private long index = Cursors.NONE;
  private int segment = -1;
  private long payloadAt;

  LogTailer(PipeSpec spec) {
    this.spec = spec;
    // A reader's clock is never asked for a segment to write to.
    queue = Segment.queue(spec, () -> 0);
    try {
      tailer = queue.createTailer();
    } catch (Exception | AssertionError e) {
      queue.close();
      throw Corrupt.of(spec.home(), "cannot read the queue", e);
    }
  }

  // The queue throws what it likes, declared or not; what is wrong with a file may be any of it.

  /** Goes to that document, which {@link #next} then gives; false if it is not there. */
  boolean moveTo(long wanted) {
    try {
      return tailer.moveToIndex(wanted);
    } catch (Exception | AssertionError e) {
      throw Corrupt.of(spec.home(), "cannot go to document " + Long.toHexString(wanted), e);
    }
  }

  /**
   * Goes to the next document, and leaves it open: {@link #endDocument} must follow.
   *
   * @return false if there is none
   */
  boolean next() {
    DocumentContext context = read();
    if (!context.isPresent()) {
      return false;
    }
    document = context;
    index = context.index();
    segment = Segment.of(index);
    decode(bytes(context));
    return true;
  }

  /** Goes to the next document, as {@link #next}, knowing that there is one. */
  boolean nextPublished() {
    if (next()) {
      return true;
    }
    // Segments that were deleted meanwhile may have misled it.
    queue.refreshDirectoryListing();
    return next();
  }

  private DocumentContext read() {
    try {
      return tailer.readingDocument();
    } catch (Exception | AssertionError e) {
      throw Corrupt.of(spec.home(), "cannot read behind document " + Long.toHexString(index), e);
    }
  }

  private void decode(Bytes<?> bytes) {
    long length = bytes.readRemaining();
    if (length >= DocumentHeader.FIXED_BYTES) {
      bytes.read(header.buffer(), 0, DocumentHeader.FIXED_BYTES);
    }
    require(header.decode(length, spec.largestDocument()));
    bytes.read(header.buffer(), DocumentHeader.FIXED_BYTES, Long.BYTES * header.inputs);
    require(header.verify());
    payloadAt = bytes.readPosition();
  }

  private void require(@Nullable String wrong) {
    if (wrong != null) {
      endDocument();
      throw Corrupt.of(spec.home(), "document " + Long.toHexString(index) + ": " + wrong);
    }
  }

  private static Bytes<?> bytes(DocumentContext context) {
    var wire = context.wire();
    if (wire == null) {
      throw new IllegalStateException("a document without bytes");
    }
    return wire.bytes();
  }

  /** Returns the last document's answered vector. */
  long[] answered() {
    return header.answered();
  }

  /**
   * Copies the open document's payload to the front of {@code target}, or of a larger array.
   *
   * @param ring gives the pipe's ring, if the payload lies there
   */
  byte[] payload(byte[] target, Supplier<ByteBuffer> ring) {
    byte[] payload =
        target.length >= header.payloadLength ? target : new byte[grown(header.payloadLength)];
    Bytes<?> bytes = bytes(open());
    bytes.readPosition(payloadAt);
    if (header.inRing) {
      copy(ring.get(), bytes.readInt(), payload);
    } else {
      bytes.read(payload, 0, header.payloadLength);
    }
    return payload;
  }

  private void copy(ByteBuffer ring, int place, byte[] payload) {
    if (place < 0 || place > ring.capacity() - header.payloadLength) {
      require("its %d bytes at %d of the ring".formatted(header.payloadLength, place));
    }
    ring.get(place, payload, 0, header.payloadLength);
  }

  private int grown(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) needed / 2);
  }

  private DocumentContext open() {
    DocumentContext open = document;
    if (open == null) {
      throw new IllegalStateException("no document is open");
    }
    return open;
  }

  void endDocument() {
    DocumentContext open = document;
    if (open != null) {
      document = null;
      open.close();
    }
  }

  /** Returns the header of the last document. */
  DocumentHeader header() {
    return header;
  }

  /** Returns the index of the last document, or {@link Cursors#NONE}. */
  long index() {
    return index;
  }

  /** Returns the segment of the last document, or -1. */
  int segment() {
    return segment;
  }

  /** Tells whether the writer has ended the last segment, so that none can follow in it. */
  boolean atEndOfSegment() {
    return tailer.state() == TailerState.END_OF_CYCLE;
  }

  /** Returns the last segment there is, or -1. */
  int lastSegment() {
    return Math.max(-1, queue.lastCycle());
  }

  @Override
  public void close() {
    endDocument();
    queue.close();
  }
}

package io.conveyor.pipe;

import io.conveyor.mapped.Corrupt;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the documents of a pipe's queue, and checks what it finds. Belongs to one thread.
 */
final class LogTailer implements AutoCloseable {

  private final PipeSpec spec;
  private final SegmentFiles files;
  private final DocumentHeader header = new DocumentHeader();

  /** The open segment, or null if it was not there when looked last. */
  private @Nullable MappedSegment segment;

  private int number = Segment.FIRST;

  /** In the segment: what is looked at next. */
  private long position;

  /** Of the last document. */
  private long index = Cursors.NONE;

  private long payloadAt;

  LogTailer(PipeSpec spec) {
    this.spec = spec;
    files = new SegmentFiles(spec);
  }

  /** Goes to that document, which {@link #next} then gives; false if it is not there. */
  boolean moveTo(long wanted) {
    enter(Segment.of(wanted));
    position = Segment.position(wanted);
    MappedSegment open = open();
    return open != null && !SegmentFormat.isIncomplete(open.word(position));
  }

  /**
   * Goes to the next document, whose payload can be had until the tailer goes elsewhere.
   *
   * @return false if there is none
   */
  boolean next() {
    for (MappedSegment open = open(); open != null; open = open()) {
      int word = open.word(position);
      if (word == SegmentFormat.END) {
        if (!files.exists(number + 1)) {
          return false;
        }
        enter(number + 1);
      } else if (SegmentFormat.isIncomplete(word)) {
        return false;
      } else {
        long at = position;
        position = SegmentFormat.behind(position, word);
        if (!SegmentFormat.isMetadata(word)) {
          index = Segment.index(number, at);
          decode(open, at + SegmentFormat.WORD, SegmentFormat.length(word));
          return true;
        }
      }
    }
    return false;
  }

  private void enter(int wanted) {
    if (wanted != number) {
      close();
      number = wanted;
    }
    position = 0;
  }

  private @Nullable MappedSegment open() {
    if (segment == null) {
      segment = MappedSegment.read(files.file(number), Segment.bytes(spec));
    }
    return segment;
  }

  private MappedSegment opened() {
    MappedSegment open = segment;
    if (open == null) {
      throw new IllegalStateException("no document was read");
    }
    return open;
  }

  private void decode(MappedSegment open, long at, int length) {
    if (length >= DocumentHeader.FIXED_BYTES) {
      open.get(at, header.buffer(), 0, DocumentHeader.FIXED_BYTES);
    }
    require(header.decode(length, spec.largestDocument()));
    open.get(
        at + DocumentHeader.FIXED_BYTES,
        header.buffer(),
        DocumentHeader.FIXED_BYTES,
        Long.BYTES * header.inputs);
    require(header.verify());
    payloadAt = at + header.length();
  }

  private void require(@Nullable String wrong) {
    if (wrong != null) {
      throw Corrupt.of(
          files.file(number), "document %d: %s".formatted(Segment.position(index), wrong));
    }
  }

  /** Returns the last document's answered vector. */
  long[] answered() {
    return header.answered();
  }

  /**
   * Copies the last document's payload to the front of {@code target}, or of a larger array.
   *
   * @param ring gives the pipe's ring, if the payload lies there
   */
  byte[] payload(byte[] target, Supplier<ByteBuffer> ring) {
    byte[] payload =
        target.length >= header.payloadLength ? target : new byte[grown(header.payloadLength)];
    if (header.inRing) {
      copy(ring.get(), opened().getInt(payloadAt), payload);
    } else {
      opened().get(payloadAt, payload, 0, header.payloadLength);
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

  /** Returns the header of the last document. */
  DocumentHeader header() {
    return header;
  }

  /** Returns the index of the last document, or {@link Cursors#NONE}. */
  long index() {
    return index;
  }

  /** Returns the segment that it is in. */
  int segment() {
    return number;
  }

  /** Tells whether the writer has ended that segment here, so that nothing can follow in it. */
  boolean atEndOfSegment() {
    MappedSegment open = open();
    return open != null && open.word(position) == SegmentFormat.END;
  }

  /** Leaves the memory to the JVM: another thread may still be in it, against all rules. */
  void abandon() {
    segment = null;
  }

  @Override
  public void close() {
    MappedSegment open = segment;
    if (open != null) {
      segment = null;
      open.close();
    }
  }
}

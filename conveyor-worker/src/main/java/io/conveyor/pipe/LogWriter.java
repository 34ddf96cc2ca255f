package io.conveyor.pipe;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.Corrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Appends documents to a pipe's queue, and ends its segments. Belongs to one thread. */
final class LogWriter implements AutoCloseable {

  private final PipeSpec spec;
  private final SegmentFiles files;
  private @Nullable MappedSegment memory;
  private @Nullable SegmentRoom room;
  private int segment;

  /** Where in the segment the next document goes. */
  private long position;

  private boolean closed;

  /**
   * Opens the queue to go on in that segment.
   *
   * @param segment the last one, or the one after it if the last has been ended
   * @param last the index of a document before the end, or {@link Cursors#NONE}
   */
  LogWriter(PipeSpec spec, int segment, long last) {
    this.spec = spec;
    this.segment = segment;
    files = new SegmentFiles(spec);
    checkSpace();
    if (files.exists(segment)) {
      enter(last != Cursors.NONE && Segment.of(last) == segment ? Segment.position(last) : 0);
    }
  }

  /** Returns the segment that it appends to. */
  int segment() {
    return segment;
  }

  /** Goes on in a new segment, with the next document. */
  void roll() {
    checkSpace();
    MappedSegment ended = memory();
    ended.putWord(position, SegmentFormat.END);
    leave();
    segment++;
  }

  /**
   * Appends a document and returns its index.
   *
   * @param payload begins with what is stored of it in the document
   */
  long append(DocumentHeader header, byte[] payload) {
    MappedSegment target = memory();
    if (position + header.space() + SegmentFormat.WORD > target.length()) {
      throw Corrupt.of(
          files.file(segment),
          "where its documents end",
          "room for %d bytes".formatted(header.space()),
          "%d of %d".formatted(position, target.length()));
    }
    room().reserve(position, header.space());
    long at = position;
    long payloadAt = at + SegmentFormat.WORD + header.length();
    int length = SegmentFormat.padded(header.length() + header.storedLength());
    target.put(at + SegmentFormat.WORD, header.buffer(), header.length());
    target.put(payloadAt, payload, header.storedLength());
    position = at + SegmentFormat.WORD + length;
    // What a writer has left here that was killed is not to be taken for a document.
    target.putWord(position, SegmentFormat.NONE);
    target.putWord(at, length);
    return Segment.index(segment, at);
  }

  private MappedSegment memory() {
    if (closed) {
      throw new IllegalStateException("the writer of pipe " + spec.name() + " is closed");
    }
    if (memory == null) {
      NextSegment.create(spec, files, segment);
      enter(0);
    }
    return opened(memory);
  }

  private SegmentRoom room() {
    return opened(room);
  }

  private static <T> T opened(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("no segment is open");
    }
    return part;
  }

  private void enter(long from) {
    MappedSegment entered = MappedSegment.write(files.file(segment), Segment.bytes(spec));
    memory = entered;
    position = from;
    for (int word = entered.word(position);
        !SegmentFormat.isIncomplete(word);
        word = entered.word(position)) {
      position = SegmentFormat.behind(position, word);
    }
    room = new SegmentRoom(spec, files.file(segment), position);
  }

  private void leave() {
    if (memory != null) {
      memory.close();
      memory = null;
    }
    if (room != null) {
      room.close();
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

  @Override
  public void close() {
    closed = true;
    leave();
  }
}

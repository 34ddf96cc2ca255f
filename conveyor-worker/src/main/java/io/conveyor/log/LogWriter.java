package io.conveyor.log;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.mapped.Corrupt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Appends documents, ends the segment that is full, and begins another. Belongs to one thread. */
public final class LogWriter implements AutoCloseable {

  private final LogSpec spec;
  private final SegmentFiles files;
  private final LogSegments segments;
  private @Nullable MappedSegment memory;
  private @Nullable SegmentRoom room;
  private int segment;

  /** Where in the segment the next document goes. */
  private long position;

  private boolean closed;

  /** Opens the log as {@link Log#writer} says. */
  LogWriter(LogSpec spec, LogSegments segments, int segment, long last) {
    this.spec = spec;
    this.segments = segments;
    this.segment = segment;
    files = new SegmentFiles(spec);
    checkSpace();
    if (files.exists(segment)) {
      enter(isIn(segment, last) ? LogIndex.position(last) : 0);
    }
  }

  private static boolean isIn(int segment, long index) {
    return index != LogIndex.NONE && LogIndex.segment(index) == segment;
  }

  /** Ends the segment: the next document begins another. */
  private void roll() {
    checkSpace();
    MappedSegment ended = memory();
    ended.putWord(position, SegmentFormat.END);
    leave();
    segment++;
  }

  /**
   * Appends a document of two parts and returns its index. What fails has not happened.
   *
   * @param head begins with the first part
   * @param headLength of the first part, in bytes
   * @param rest begins with the second part
   * @param restLength of the second part, in bytes
   * @throws ConveyorException of category RESOURCES if the disk is full
   */
  public long append(byte[] head, int headLength, byte[] rest, int restLength) {
    long space = SegmentFormat.space((long) headLength + restLength);
    if (segments.isFull(segment, space)) {
      roll();
    }
    MappedSegment target = memory();
    requireWithin(target, space);
    room().reserve(position, space);
    long at = position;
    target.put(at + SegmentFormat.WORD, head, headLength);
    target.put(at + SegmentFormat.WORD + headLength, rest, restLength);
    position = at + space;
    // What a writer has left here that was killed is not to be taken for a document.
    target.putWord(position, SegmentFormat.NONE);
    target.putWord(at, (int) space - SegmentFormat.WORD);
    segments.appended(segment, space);
    return LogIndex.of(segment, at);
  }

  private void requireWithin(MappedSegment target, long space) {
    if (position + space + SegmentFormat.WORD > target.length()) {
      throw Corrupt.of(
          files.file(segment),
          "where its documents end",
          "room for %d bytes".formatted(space),
          "%d of %d".formatted(position, target.length()));
    }
  }

  /** Returns the account of its segments. */
  public LogSegments segments() {
    return segments;
  }

  private MappedSegment memory() {
    if (closed) {
      throw new IllegalStateException("the writer of " + spec.name() + " is closed");
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
    MappedSegment entered = MappedSegment.write(files.file(segment), spec.mappedBytes());
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

  /** Looked at as a whole, so that a segment that will not do is not begun; taken bit by bit. */
  private void checkSpace() {
    long needed = spec.largestSegment();
    try {
      long usable = Files.getFileStore(spec.home()).getUsableSpace();
      if (usable < needed) {
        throw new ConveyorException(
            Category.RESOURCES,
            "%s: no room for its next segment of %d bytes in %s, where %d are free; lower %s, or choose another %s"
                .formatted(
                    spec.name(),
                    needed,
                    spec.home(),
                    usable,
                    Face.setting("pipe-size"),
                    Face.setting("directory")));
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

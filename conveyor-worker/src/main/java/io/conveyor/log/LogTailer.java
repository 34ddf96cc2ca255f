package io.conveyor.log;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Goes through the documents of a log. Belongs to one thread. */
public final class LogTailer implements AutoCloseable {

  private final LogSpec spec;
  private final SegmentFiles files;

  /** The open segment, or null if it was not there when looked last. */
  private @Nullable MappedSegment segment;

  private int number = LogIndex.FIRST_SEGMENT;

  /** In the segment: what is looked at next. */
  private long position;

  /** Of the last document. */
  private long index = LogIndex.NONE;

  /** Of the last document's bytes, in its segment. */
  private long start;

  private int length;

  LogTailer(LogSpec spec) {
    this.spec = spec;
    files = new SegmentFiles(spec);
  }

  /** Goes to that document, which {@link #next} then gives; false if it is not there. */
  public boolean moveTo(long wanted) {
    enter(LogIndex.segment(wanted));
    position = LogIndex.position(wanted);
    MappedSegment open = open();
    return open != null && !SegmentFormat.isIncomplete(open.word(position));
  }

  /**
   * Goes to the next document, whose bytes can be had until the tailer goes elsewhere.
   *
   * @return false if there is none
   */
  public boolean next() {
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
          index = LogIndex.of(number, at);
          start = at + SegmentFormat.WORD;
          length = SegmentFormat.length(word);
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
      segment = MappedSegment.read(files.file(number), spec.mappedBytes());
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

  /** Returns the length of the last document, rounded up to a multiple of 4, in bytes. */
  public int length() {
    return length;
  }

  /** Copies bytes of the last document, which must have them, from there on. */
  public void get(int from, byte[] target, int at, int bytes) {
    opened().get(start + from, target, at, bytes);
  }

  /** Returns a number of the last document, which must have it, little endian. */
  public int getInt(int from) {
    return opened().getInt(start + from);
  }

  /** Returns the file of the segment that it is in. */
  public Path file() {
    return files.file(number);
  }

  /** Returns the file in which the next document will be: perhaps one that is not there yet. */
  public Path awaitedFile() {
    return files.file(atEndOfSegment() ? number + 1 : number);
  }

  /** Returns the index of the last document, or {@link LogIndex#NONE}. */
  public long index() {
    return index;
  }

  /** Returns the segment that it is in. */
  public int segment() {
    return number;
  }

  /** Returns whether the writer has ended that segment here, so that nothing can follow in it. */
  public boolean atEndOfSegment() {
    MappedSegment open = open();
    return open != null && open.word(position) == SegmentFormat.END;
  }

  /** Leaves the memory to the JVM: another thread may still be in it, against all rules. */
  public void abandon() {
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

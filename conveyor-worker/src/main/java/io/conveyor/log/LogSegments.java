package io.conveyor.log;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The writer's account of a log's segments: those there are, and those deleted that a reader still
 * has open, with what they take on disk. Sizes are what the documents take, rounded up, which is
 * never less than what the disk says. Belongs to one thread.
 */
public final class LogSegments {

  private static final long PAGE = 4096;

  private final class Entry {
    final int segment;
    final long start;
    long end;
    boolean ended;

    Entry(int segment, long start) {
      this.segment = segment;
      this.start = start;
      this.end = start;
    }

    long size() {
      long documents = end - start;
      // Room that was taken ahead stays taken when the segment ends.
      long taken =
          ended ? Math.max(documents, Math.min(documents + spec.ahead(), most)) : documents;
      return LogSpec.OVERHEAD + (taken + PAGE - 1 & -PAGE);
    }
  }

  private final LogSpec spec;
  private final SegmentFiles files;
  private final long most;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Entry> deleted = new ArrayDeque<>();
  private long bytes;

  LogSegments(LogSpec spec) {
    this.spec = spec;
    files = new SegmentFiles(spec);
    most = spec.segmentBytes();
  }

  /**
   * Adds a segment behind all others, which are ended.
   *
   * @param start the bytes of all documents before its first, since the log was made
   */
  public void add(int segment, long start) {
    growTo(start);
    Entry last = entries.peekLast();
    if (last != null) {
      bytes -= last.size();
      last.ended = true;
      bytes += last.size();
    }
    Entry entry = new Entry(segment, start);
    entries.addLast(entry);
    bytes += entry.size();
  }

  /** Lets the last segment reach to where the bytes of all documents are that many. */
  public void growTo(long end) {
    Entry last = entries.peekLast();
    if (last != null) {
      bytes -= last.size();
      last.end = end;
      bytes += last.size();
    }
  }

  /** Takes note that a document was appended that takes so many bytes. */
  void appended(int segment, long space) {
    Entry last = entries.peekLast();
    long end = last == null ? 0 : last.end;
    if (last == null || last.segment != segment) {
      add(segment, end);
    }
    growTo(end + space);
  }

  /** Returns whether a document needs a new segment. A segment that is empty takes any. */
  boolean isFull(int segment, long space) {
    Entry last = entries.peekLast();
    return last != null && last.segment == segment && last.end - last.start + space > most;
  }

  /** Returns the number of the last segment, or 0 if there is none. */
  public int last() {
    Entry last = entries.peekLast();
    return last == null ? 0 : last.segment;
  }

  /** Returns whether there are segments that could be deleted: the last one always stays. */
  public boolean hasSeveral() {
    return entries.size() > 1;
  }

  /** Deletes the segments before that one; they count until no reader has them open. */
  public void deleteBefore(int needed) {
    while (hasSeveral() && entries.getFirst().segment < needed) {
      files.delete(entries.getFirst().segment);
      deleted.addLast(entries.removeFirst());
    }
  }

  /** Returns whether deleted segments may still be open somewhere. */
  public boolean hasDeleted() {
    return !deleted.isEmpty();
  }

  /** Forgets deleted segments that nobody has open: those before that one. */
  public void forgetBefore(long firstOpen) {
    while (!deleted.isEmpty() && deleted.getFirst().segment < firstOpen) {
      bytes -= deleted.removeFirst().size();
    }
  }

  /** Returns what all of them take on disk, in bytes. */
  public long bytes() {
    return bytes;
  }

  /** Returns what they take at most once another document of any size has been appended. */
  public long bytesWithAnother() {
    return bytes + LogSpec.OVERHEAD + spec.largestSpace() + spec.ahead();
  }
}

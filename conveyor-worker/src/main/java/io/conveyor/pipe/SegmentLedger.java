package io.conveyor.pipe;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the pipe's segments take on disk: those there are, and those deleted that a reader still has
 * open. Sizes are what the documents take, rounded up, which is never less than what the disk says.
 */
final class SegmentLedger {

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
      long taken = ended ? Math.max(documents, Math.min(documents + ahead, most)) : documents;
      return Segment.OVERHEAD + (taken + PAGE - 1 & -PAGE);
    }
  }

  private final long ahead;
  private final long most;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<Entry> deleted = new ArrayDeque<>();
  private long total;

  SegmentLedger(PipeSpec spec) {
    ahead = SegmentRoom.ahead(spec);
    most = spec.segmentBytes();
  }

  /** Adds a segment behind all others, which are ended, given the bytes of all documents before. */
  void add(int segment, long start) {
    Entry last = entries.peekLast();
    if (last != null) {
      total -= last.size();
      last.ended = true;
      total += last.size();
    }
    Entry entry = new Entry(segment, start);
    entries.addLast(entry);
    total += entry.size();
  }

  /** Lets the last segment reach to where the bytes of all documents are that many. */
  void growTo(long end) {
    Entry last = entries.getLast();
    total -= last.size();
    last.end = end;
    total += last.size();
  }

  int first() {
    return entries.getFirst().segment;
  }

  int last() {
    return entries.getLast().segment;
  }

  int segments() {
    return entries.size();
  }

  /** Returns the bytes of documents in the last segment. */
  long lastBytes() {
    Entry last = entries.getLast();
    return last.end - last.start;
  }

  /** Takes the first segment as deleted, though maybe still open somewhere. */
  void deleteFirst() {
    deleted.addLast(entries.removeFirst());
  }

  boolean hasDeleted() {
    return !deleted.isEmpty();
  }

  /** Forgets deleted segments that nobody has open: those before that one. */
  void release(long holding) {
    while (!deleted.isEmpty() && deleted.getFirst().segment < holding) {
      total -= deleted.removeFirst().size();
    }
  }

  /** Returns what all of them take, in bytes. */
  long total() {
    return total;
  }
}

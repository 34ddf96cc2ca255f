package io.conveyor.pipe;

/**
 * The numbers of a pipe's segments, and of documents in them. Segments are numbered from 1, without
 * a gap; only the writer counts. The index of a document is the number of its segment and its place
 * there, so that later documents have greater indexes.
 *
 * <pre>
 * 63      32 31              0
 * | segment | position &gt;&gt; 2 |
 * </pre>
 */
final class Segment {

  /** The first segment of a pipe. */
  static final int FIRST = 1;

  /** What a segment takes beside its documents, in bytes, at most: header, indexes, end mark. */
  static final long OVERHEAD = 64 << 10;

  /** Documents lie at multiples of 4 bytes, as the queue has it. */
  private static final int POSITION_SHIFT = 2;

  private static final long POSITIONS = 0xffff_ffffL;

  private Segment() {}

  /** Returns the number of the segment in which the document of that index is. */
  static int of(long index) {
    return (int) (index >>> Integer.SIZE);
  }

  /** Returns where in its segment the document of that index is, in bytes. */
  static long position(long index) {
    return (index & POSITIONS) << POSITION_SHIFT;
  }

  static long index(int segment, long position) {
    return (long) segment << Integer.SIZE | position >>> POSITION_SHIFT;
  }

  /** Returns an index that leads to a segment's first document. */
  static long firstIndex(int segment) {
    return index(segment, 0);
  }

  /** Returns the most bytes that a segment has; its file is as long from the start, with holes. */
  static int bytes(PipeSpec spec) {
    long documents = Math.max(spec.segmentBytes(), spec.largestSpace());
    return (int) (OVERHEAD + documents + 0xffff & ~0xffffL);
  }
}

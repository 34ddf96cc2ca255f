package io.conveyor.log;

/**
 * The numbers of a log's segments, and of documents in them. Segments are numbered from 1, without
 * a gap; only the writer counts. The index of a document is the number of its segment and its place
 * there, so that later documents have greater indexes.
 *
 * <pre>
 * 63      32 31              0
 * | segment | position &gt;&gt; 2 |
 * </pre>
 */
public final class LogIndex {

  /** Stands for the index of a document, or the number of a segment, where there is none yet. */
  public static final long NONE = -1;

  /** The number of a log's first segment. */
  public static final int FIRST_SEGMENT = 1;

  /** Documents lie at multiples of 4 bytes, as the queue has it. */
  private static final int POSITION_SHIFT = 2;

  private static final long POSITIONS = 0xffff_ffffL;

  private LogIndex() {}

  /** Returns the number of the segment in which the document of that index is. */
  public static int segment(long index) {
    return (int) (index >>> Integer.SIZE);
  }

  /** Returns where in its segment the document of that index is, in bytes. */
  public static long position(long index) {
    return (index & POSITIONS) << POSITION_SHIFT;
  }

  /** Returns an index that leads to a segment's first document. */
  public static long firstOf(int segment) {
    return of(segment, 0);
  }

  static long of(int segment, long position) {
    return (long) segment << Integer.SIZE | position >>> POSITION_SHIFT;
  }
}

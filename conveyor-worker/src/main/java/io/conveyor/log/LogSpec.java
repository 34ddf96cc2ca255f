package io.conveyor.log;

import java.nio.file.Path;

/**
 * What holds for a log from its creation to its end. Immutable.
 *
 * @param name what errors call it
 * @param home the directory of its files, and of nothing else that ends in {@code .cq4}
 * @param segmentBytes the size at which the writer begins another segment, in bytes of documents
 * @param largestSpace what the largest document takes, in bytes, as {@link Log#space} returns; a
 *     segment whose first document is larger than {@code segmentBytes} holds that one alone
 */
public record LogSpec(String name, Path home, long segmentBytes, long largestSpace) {

  /** What a segment takes beside its documents, in bytes, at most: header, indexes, end mark. */
  static final long OVERHEAD = 64 << 10;

  private static final long LONGEST_STRETCH = 1 << 20;

  /** Returns the most bytes that a segment has; its file is as long from the start, with holes. */
  int mappedBytes() {
    return (int) (largestSegment() + 0xffff & ~0xffffL);
  }

  /** Returns what a segment takes on disk, in bytes, at most. */
  long largestSegment() {
    return OVERHEAD + Math.max(segmentBytes, largestSpace);
  }

  /** Returns for how much of a segment room is taken on disk at once, in bytes. */
  long stretch() {
    return Math.min(LONGEST_STRETCH, segmentBytes / 8);
  }

  /** Returns how much is taken ahead of what is used, in bytes, at most. */
  long ahead() {
    // What is written behind a document: the word that nothing follows.
    return stretch() + SegmentFormat.WORD;
  }
}

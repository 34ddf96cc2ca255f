package io.conveyor.log;

/**
 * How Chronicle Queue lays out a segment: words of four bytes, little endian, each before as many
 * bytes as it says, and each at a multiple of four.
 *
 * <pre>
 * 31              30        29 ... 0
 * | not complete | metadata | length |
 * </pre>
 *
 * A word of 0 is where the next document goes. One that is neither complete nor has a length, but
 * metadata, is the end of a segment that another follows.
 */
final class SegmentFormat {

  static final int WORD = Integer.BYTES;
  static final int NONE = 0;
  static final int END = 0xc000_0000;

  private static final int NOT_COMPLETE = 0x8000_0000;
  private static final int METADATA = 0x4000_0000;
  private static final int LENGTH = 0x3fff_ffff;

  private SegmentFormat() {}

  /** Returns whether there is nothing yet, or something only begun. */
  static boolean isIncomplete(int word) {
    return word == NONE || (word & NOT_COMPLETE) != 0;
  }

  /** Returns whether this is the queue's own, and no document. */
  static boolean isMetadata(int word) {
    return (word & METADATA) != 0;
  }

  static int length(int word) {
    return word & LENGTH;
  }

  /** Returns the place of the word behind what follows that word. */
  static long behind(long position, int word) {
    return position + space(length(word));
  }

  /** Returns what so many bytes take together with the word before them. */
  static long space(long length) {
    return WORD + padded(length);
  }

  private static long padded(long length) {
    return length + WORD - 1 & -WORD;
  }
}

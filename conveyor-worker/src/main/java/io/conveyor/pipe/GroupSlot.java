package io.conveyor.pipe;

import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Words;

/**
 * What the members of a claiming subscription share: the first block that nobody has claimed, with
 * the member who claimed up to it, and a document before which every block is claimed.
 */
final class GroupSlot {

  private static final int NEXT = 0;
  private static final int FRONT = 8;

  private static final int MEMBER_BITS = 12;
  private static final int NOBODY = (1 << MEMBER_BITS) - 1;

  private final Words words;

  GroupSlot(Words words) {
    this.words = words;
  }

  void initialize() {
    words.put(NEXT, next(0, NOBODY));
    words.putRelease(FRONT, LogIndex.NONE);
  }

  /** As if every block before that sequence had been claimed and acknowledged. */
  void startAt(long sequence, long index) {
    words.put(NEXT, next(sequence, NOBODY));
    words.putRelease(FRONT, index);
  }

  static long next(long sequence, int member) {
    return sequence << MEMBER_BITS | member;
  }

  static long sequence(long next) {
    return next >>> MEMBER_BITS;
  }

  /** Returns the member who claimed up to the sequence, or -1 if nobody did. */
  static int member(long next) {
    int member = (int) next & NOBODY;
    return member == NOBODY ? -1 : member;
  }

  long nextVolatile() {
    return words.getVolatile(NEXT);
  }

  boolean compareAndSetNext(long expected, long value) {
    return words.compareAndSet(NEXT, expected, value);
  }

  long frontVolatile() {
    return words.getVolatile(FRONT);
  }

  /** Moves the front forward to that document; never back. */
  void advanceFront(long index) {
    for (long front = frontVolatile(); front < index; front = frontVolatile()) {
      if (words.compareAndSet(FRONT, front, index)) {
        return;
      }
    }
  }
}

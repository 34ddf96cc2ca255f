package io.conveyor.pipe;

import io.conveyor.log.LogIndex;
import io.conveyor.mapped.Words;

/**
 * Where a reader is, and what it has claimed. Written by the reader alone, except that anyone may
 * confirm a claim.
 */
final class MemberSlot {

  private static final int INDEX = 0;
  private static final int SEQUENCE = 8;
  private static final int HOLDING = 16;
  private static final int CLAIM = 24;
  private static final int CLAIM_FROM = 32;
  private static final int CLAIM_INDEX = 40;

  private final Words words;

  MemberSlot(Words words) {
    this.words = words;
  }

  void initialize() {
    words.put(INDEX, LogIndex.NONE);
    words.putRelease(HOLDING, LogIndex.NONE);
  }

  /**
   * Says how far the reader is through. A reader killed in between has a document to pass again,
   * never one too few: the sequence is stored first.
   */
  void throughRelease(long index, long sequence) {
    words.putRelease(SEQUENCE, sequence);
    words.putRelease(INDEX, index);
  }

  long indexAcquire() {
    return words.getAcquire(INDEX);
  }

  long sequenceAcquire() {
    return words.getAcquire(SEQUENCE);
  }

  /** Says which segment the reader keeps open. */
  void holdingRelease(long segment) {
    words.putRelease(HOLDING, segment);
  }

  long holdingAcquire() {
    return words.getAcquire(HOLDING);
  }

  /**
   * Says that the reader is about to claim; it has done so only once the group's word carries it.
   */
  void intend(long index, long from, long to) {
    words.put(CLAIM_INDEX, index);
    words.put(CLAIM_FROM, from);
    words.putVolatile(CLAIM, to << 1);
  }

  /** Says that the claim up to {@code to} is won; does nothing if that is not the claim. */
  void confirm(long to) {
    words.compareAndSet(CLAIM, to << 1, to << 1 | 1);
  }

  /** Returns whether there is a claim, be it won or only intended. */
  boolean claimsAcquire() {
    return words.getAcquire(CLAIM) != 0;
  }

  boolean isConfirmed() {
    return (words.getVolatile(CLAIM) & 1) != 0;
  }

  long claimFrom() {
    return words.getAcquire(CLAIM_FROM);
  }

  long claimTo() {
    return words.getAcquire(CLAIM) >>> 1;
  }

  long claimIndex() {
    return words.getAcquire(CLAIM_INDEX);
  }

  /** Gives up the first blocks of the claim, which are acknowledged. */
  void shortenRelease(long from) {
    words.putRelease(CLAIM_FROM, from);
  }

  void freeRelease() {
    words.putRelease(CLAIM, 0);
  }
}

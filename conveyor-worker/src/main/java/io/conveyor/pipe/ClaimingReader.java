package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;

/** Reads what it claims, as one of several members who share a pipe. */
final class ClaimingReader extends PipeReader {

  private final GroupSlot group;
  private final Cursors cursors;
  private final int subscription;
  private final int member;

  /** Whether blocks are claimed, but not all acknowledged. */
  private boolean claims;

  /** The first block of the claim not given to the caller. */
  private long next;

  private long claimEnd;
  private long claimIndex;

  /** Whether the document was copied, and closed. */
  private boolean copied;

  ClaimingReader(
      PipeSpec spec, Cursors cursors, int subscription, int member, Doorbell bell, long elsewhere) {
    super(spec, bell, cursors, cursors.member(subscription, member), false);
    this.cursors = cursors;
    this.subscription = subscription;
    this.member = member;
    group = cursors.group(subscription);
    if (slot.claimsAcquire()) {
      restoreClaim(elsewhere);
    }
  }

  /** Finds out whether the claim of its predecessor was won, and what of it is not acknowledged. */
  private void restoreClaim(long acknowledgedElsewhere) {
    long to = slot.claimTo();
    if (slot.claimFrom() < 0 || slot.claimFrom() >= to) {
      throw gap("end of the claim", to, slot.claimFrom());
    }
    boolean won = slot.isConfirmed() || group.nextVolatile() == GroupSlot.next(to, member);
    long from = Math.max(slot.claimFrom(), acknowledgedElsewhere);
    if (!won || from >= to) {
      slot.freeRelease();
      return;
    }
    slot.confirm(to);
    reenter(slot.claimIndex(), from, to);
    hold(slot.claimIndex(), from, to);
  }

  private void reenter(long index, long from, long to) {
    if (!enterAt(index) || !nextDocument()) {
      throw missing(index);
    }
    if (from < header().firstSequence || to > header().endSequence()) {
      throw gap("claimed block", from, header().firstSequence);
    }
    copy();
  }

  @Override
  public boolean poll(int maxBlocks) {
    if (claims) {
      return deliverClaimed(maxBlocks);
    }
    while (isInDocument() || openNext()) {
      if (isEndOfRun() ? deliverMark() : claim(maxBlocks)) {
        return true;
      }
      pass();
    }
    return false;
  }

  @Override
  public boolean hasInput() {
    if (claims) {
      return next < claimEnd;
    }
    return isInDocument() && hasUnclaimed() || isPublishedFurther();
  }

  private boolean hasUnclaimed() {
    return isEndOfRun()
        ? !isDelivered()
        : GroupSlot.sequence(group.nextVolatile()) < header().endSequence();
  }

  @Override
  public void acknowledge(long upTo) {
    if (!claims) {
      return;
    }
    if (upTo > next) {
      throw new IllegalArgumentException(
          "acknowledged up to %d, but read only up to %d".formatted(upTo, next));
    }
    if (upTo < claimEnd) {
      slot.shortenRelease(Math.max(upTo, slot.claimFrom()));
      madeRoom(false);
    } else {
      slot.freeRelease();
      claims = false;
      madeRoom(isFurther(group.frontVolatile(), claimIndex));
    }
  }

  /** Resumes behind what all others have claimed too: segments before that may be gone. */
  private boolean openNext() {
    catchUp();
    copied = false;
    return nextDocument();
  }

  /** Others may come further at any time, and then what follows this reader's document is gone. */
  @Override
  boolean catchUp() {
    if (!isFurther(group.frontVolatile(), index())) {
      return false;
    }
    enterAtFront();
    return true;
  }

  private void enterAtFront() {
    for (long front = group.frontVolatile(); !enterAt(front); front = group.frontVolatile()) {
      if (front == group.frontVolatile()) {
        throw missing(front);
      }
    }
  }

  /** Claims blocks of the document; false if all of them are claimed. */
  private boolean claim(int maxBlocks) {
    while (true) {
      long word = group.nextVolatile();
      long from = GroupSlot.sequence(word);
      if (from < header().firstSequence) {
        throw gap("unclaimed block", from, header().firstSequence);
      }
      if (from >= header().endSequence()) {
        return false;
      }
      long to = Math.min(header().endSequence(), from + maxBlocks);
      if (tryClaim(word, from, to)) {
        copy();
        hold(index(), from, to);
        return deliverClaimed(maxBlocks);
      }
    }
  }

  private boolean tryClaim(long word, long from, long to) {
    confirmLast(word);
    slot.intend(index(), from, to);
    if (group.compareAndSetNext(word, GroupSlot.next(to, member))) {
      return true;
    }
    slot.freeRelease();
    return false;
  }

  /** Once the word is overwritten, it no longer says that its member's claim was won. */
  private void confirmLast(long word) {
    int last = GroupSlot.member(word);
    if (last >= 0) {
      cursors.member(subscription, last).confirm(GroupSlot.sequence(word));
    }
  }

  private void hold(long index, long from, long to) {
    claims = true;
    claimIndex = index;
    next = from;
    claimEnd = to;
  }

  private void copy() {
    if (!copied) {
      copyPayload();
      copied = true;
    }
  }

  private boolean deliverClaimed(int maxBlocks) {
    if (next == claimEnd) {
      return false;
    }
    deliverBatch(next, (int) Math.min(claimEnd - next, maxBlocks));
    next += count();
    return true;
  }

  private void pass() {
    if (isFurther(index(), group.frontVolatile())) {
      group.advanceFront(index());
      madeRoom(true);
    }
    leaveDocument();
  }
}

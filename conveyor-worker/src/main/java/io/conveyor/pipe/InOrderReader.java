package io.conveyor.pipe;

import io.conveyor.bell.Doorbell;
import io.conveyor.log.LogIndex;
import io.conveyor.pipe.ring.PassedDocuments;

/**
 * Reads every block, as the sole member of its subscription; or every n-th, in strict turn with n.
 */
final class InOrderReader extends PipeReader {

  private final int member;
  private final int members;
  private final boolean forCommits;
  private final PassedDocuments passed = new PassedDocuments();

  /** The first block not looked at. */
  private long position;

  /** Behind the last block given to the caller. */
  private long delivered;

  private long acknowledged;

  /** What the slot says. */
  private long throughIndex;

  private long throughSequence;

  InOrderReader(
      PipeSpec spec,
      Cursors cursors,
      int subscription,
      int member,
      Doorbell bell,
      long elsewhere,
      boolean forCommits) {
    super(spec, bell, cursors, cursors.member(subscription, member), true);
    this.member = member;
    this.forCommits = forCommits;
    members = spec.subscriptions().get(subscription).members().size();
    throughIndex = slot.indexAcquire();
    throughSequence = slot.sequenceAcquire();
    position = Math.max(throughSequence, elsewhere);
    delivered = position;
    acknowledged = position;
    if (throughIndex == LogIndex.NONE) {
      enterAtStart();
    } else {
      reenter();
    }
  }

  /** Begins with the last document that it was through with: a mark is to be seen again. */
  private void reenter() {
    if (!enterAt(throughIndex) || !nextDocument()) {
      throw missing(throughIndex);
    }
    if (forCommits) {
      copyCommit();
    }
    if (members == 1 && header().endSequence() > position) {
      throw gap("block not acknowledged", position, header().endSequence());
    }
    position = Math.max(position, header().endSequence());
  }

  @Override
  public boolean poll(int maxBlocks) {
    while (isInDocument() || openNext()) {
      if (isEndOfRun() ? deliverMark() : deliver(maxBlocks)) {
        return true;
      }
      pass();
    }
    settle();
    return false;
  }

  @Override
  public boolean hasInput() {
    return isInDocument() && (isEndOfRun() ? !isDelivered() : hasOwn()) || isPublishedFurther();
  }

  @Override
  public void acknowledge(long upTo) {
    if (upTo > delivered) {
      throw new IllegalArgumentException(
          "acknowledged up to %d, but read only up to %d".formatted(upTo, delivered));
    }
    acknowledged = Math.max(acknowledged, upTo);
    settle();
  }

  private boolean openNext() {
    if (!nextDocument()) {
      return false;
    }
    if (forCommits) {
      copyCommit();
    }
    if (hasOwn()) {
      copyPayload();
    }
    return true;
  }

  private boolean hasOwn() {
    return nextOwn() < header().endSequence();
  }

  /** Returns this member's first block from the position on, in the document or behind it. */
  private long nextOwn() {
    long from = Math.max(position, header().firstSequence);
    return from + Math.floorMod(member - (from - runStart()), (long) members);
  }

  private boolean deliver(int maxBlocks) {
    if (!hasOwn()) {
      return forCommits && deliverCommit();
    }
    long from = nextOwn();
    long most = members == 1 ? header().endSequence() - from : 1;
    deliverBatch(from, (int) Math.min(most, maxBlocks));
    position = from + count();
    delivered = position;
    return true;
  }

  /** Gives a document without blocks to the caller, once. */
  private boolean deliverCommit() {
    if (isDelivered()) {
      return false;
    }
    deliverBatch(header().endSequence(), 0);
    return true;
  }

  private void pass() {
    position = Math.max(position, header().endSequence());
    passed.add(delivered, index());
    leaveDocument();
    settle();
  }

  /** Stores how far it is through, if that has changed. */
  private void settle() {
    long index = passed.removeUntil(acknowledged, throughIndex);
    long sequence = acknowledged == delivered ? position : acknowledged;
    if (index == throughIndex && sequence == throughSequence) {
      return;
    }
    slot.throughRelease(index, sequence);
    boolean room = isFurther(index, throughIndex);
    throughIndex = index;
    throughSequence = sequence;
    madeRoom(room);
  }
}

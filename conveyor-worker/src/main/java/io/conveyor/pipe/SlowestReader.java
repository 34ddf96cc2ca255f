package io.conveyor.pipe;

import io.conveyor.log.LogIndex;

/** What the readers still need of a pipe, as their slots say. For the writer. */
final class SlowestReader {

  private final PipeSpec spec;
  private final Cursors cursors;

  SlowestReader(PipeSpec spec, Cursors cursors) {
    this.spec = spec;
    this.cursors = cursors;
  }

  /** Returns the first segment that somebody needs; 0 while somebody has read nothing. */
  int segment() {
    int slowest = Integer.MAX_VALUE;
    for (int s = 0; s < spec.subscriptions().size(); s++) {
      long index = claims(s) ? claimedIndex(s) : throughIndex(s);
      slowest = Math.min(slowest, index == LogIndex.NONE ? 0 : LogIndex.segment(index));
    }
    return slowest;
  }

  /** Returns the first block that is not acknowledged. */
  long sequence() {
    long slowest = Long.MAX_VALUE;
    for (int s = 0; s < spec.subscriptions().size(); s++) {
      slowest = Math.min(slowest, sequence(s));
    }
    return slowest;
  }

  /** Returns the first block that is not acknowledged by all of a subscription. */
  long sequence(int subscription) {
    return claims(subscription) ? claimedSequence(subscription) : throughSequence(subscription);
  }

  /** Returns the first segment that a reader has open. */
  long holding() {
    long first = Long.MAX_VALUE;
    for (int s = 0; s < spec.subscriptions().size(); s++) {
      for (MemberSlot member : cursors.members(s)) {
        long holding = member.holdingAcquire();
        first = Math.min(first, holding == LogIndex.NONE ? Long.MAX_VALUE : holding);
      }
    }
    return first;
  }

  private boolean claims(int subscription) {
    return spec.subscriptions().get(subscription).claims();
  }

  private long throughIndex(int subscription) {
    long slowest = Long.MAX_VALUE;
    for (MemberSlot member : cursors.members(subscription)) {
      slowest = Math.min(slowest, member.indexAcquire());
    }
    return slowest;
  }

  private long throughSequence(int subscription) {
    long slowest = Long.MAX_VALUE;
    for (MemberSlot member : cursors.members(subscription)) {
      slowest = Math.min(slowest, member.sequenceAcquire());
    }
    return slowest;
  }

  /** The front is read before the claims: a claim made since is not before it. */
  private long claimedIndex(int subscription) {
    long slowest = cursors.group(subscription).frontVolatile();
    for (MemberSlot member : cursors.members(subscription)) {
      slowest = member.claimsAcquire() ? Math.min(slowest, member.claimIndex()) : slowest;
    }
    return slowest;
  }

  private long claimedSequence(int subscription) {
    long slowest = GroupSlot.sequence(cursors.group(subscription).nextVolatile());
    for (MemberSlot member : cursors.members(subscription)) {
      slowest = member.claimsAcquire() ? Math.min(slowest, member.claimFrom()) : slowest;
    }
    return slowest;
  }
}

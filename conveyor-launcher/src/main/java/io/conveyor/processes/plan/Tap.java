package io.conveyor.processes.plan;

import io.conveyor.pipe.Subscription.Policy;
import org.jspecify.annotations.Nullable;

/**
 * A lane's claim on a feed, while the plan is being made.
 *
 * @param feed the feed
 * @param share the share that the lane is a member of; null while the lane gets the whole feed
 * @param turn the lane's place in a round-robin share; -1 in any other
 */
record Tap(Feed feed, Feed.@Nullable Share share, int turn) {

  static Tap whole(Feed feed) {
    return new Tap(feed, null, -1);
  }

  boolean isWhole() {
    return share == null;
  }

  boolean isRoundRobin() {
    return share != null && share.policy == Policy.ROUND_ROBIN;
  }

  /** Returns whether the lane claims its blocks from a share, of which others may be members. */
  boolean isShared() {
    return share != null && share.policy == Policy.SHARED;
  }

  /** Returns whether the lane shares its blocks with readers that are known already. */
  boolean isClaimed() {
    return share != null && share.policy == Policy.SHARED && !share.members.isEmpty();
  }

  /** Returns the tap as a member of a share, which others may join. */
  Tap shared() {
    return isWhole() ? new Tap(feed, feed.share(Policy.SHARED), -1) : this;
  }
}

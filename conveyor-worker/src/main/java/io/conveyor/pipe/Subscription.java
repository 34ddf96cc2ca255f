package io.conveyor.pipe;

import java.util.List;

/**
 * Those who share the blocks of a pipe: each block goes to exactly one of them. Immutable.
 *
 * @param policy how blocks are dealt out; of no account with one member
 * @param members the participant number of each member; at least one and at most {@value
 *     #MAX_MEMBERS}
 */
public record Subscription(Policy policy, List<Integer> members) {

  /** The most members of one subscription. */
  public static final int MAX_MEMBERS = 1024;

  /** How blocks are dealt out. */
  public enum Policy {
    /** The member that is free claims the next blocks. */
    SHARED,
    /** Block {@code i} of a run goes to member {@code i % members}. */
    ROUND_ROBIN
  }

  /**
   * Creates a subscription, copying the list.
   *
   * @throws IllegalArgumentException if there is no member, or more than {@value #MAX_MEMBERS}
   */
  public Subscription {
    members = List.copyOf(members);
    if (members.isEmpty() || members.size() > MAX_MEMBERS) {
      throw new IllegalArgumentException(
          "members=%d, must be between 1 and %d".formatted(members.size(), MAX_MEMBERS));
    }
  }

  /** Returns a subscription of a sole reader, who sees every block. */
  public static Subscription sole(int participant) {
    return new Subscription(Policy.SHARED, List.of(participant));
  }

  /** Returns whether members claim what they read. */
  public boolean claims() {
    return policy == Policy.SHARED && members.size() > 1;
  }
}

package io.conveyor.pipe;

/** Whom to wake in a subscription. */
final class Listeners {

  /** Of the members, in their order. */
  final int[] participants;

  /** Whether a block needs only one of them. */
  final boolean share;

  Listeners(Subscription subscription) {
    participants = subscription.members().stream().mapToInt(Integer::intValue).toArray();
    share = subscription.claims();
  }
}

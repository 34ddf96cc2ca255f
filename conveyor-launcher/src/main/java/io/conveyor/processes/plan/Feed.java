package io.conveyor.processes.plan;

import io.conveyor.pipe.PipeSpec;
import io.conveyor.pipe.Subscription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that one node gives, while the plan is being made: a pipe for each of its workers, and
 * who subscribes to all of them alike.
 */
final class Feed {

  /** One copy of the feed's blocks, shared by its members. */
  static final class Share {
    final Subscription.Policy policy;
    final List<Integer> members = new ArrayList<>();

    Share(Subscription.Policy policy) {
      this.policy = policy;
    }
  }

  /**
   * A pipe of the feed.
   *
   * @param id its number
   * @param name for messages
   * @param writer the participant that writes it
   */
  record Pipe(int id, String name, int writer) {}

  final List<Pipe> pipes;
  final List<Share> shares = new ArrayList<>();
  private int blockBound;

  Feed(List<Pipe> pipes, int blockBound) {
    this.pipes = List.copyOf(pipes);
    this.blockBound = blockBound;
  }

  Share share(Subscription.Policy policy) {
    Share share = new Share(policy);
    shares.add(share);
    return share;
  }

  /** Returns whether nobody reads it yet. */
  boolean isUnread() {
    return shares.isEmpty();
  }

  /** Lets each pipe hold no more blocks than that. */
  void boundTo(int blocks) {
    blockBound = blockBound == 0 ? blocks : Math.min(blockBound, blocks);
  }

  /**
   * Lets each pipe hold at least as many blocks, as its reader acknowledges none of them before.
   */
  void allow(int blocks) {
    blockBound = blockBound == 0 ? 0 : Math.max(blockBound, blocks);
  }

  PipeSpec spec(Pipe pipe, Path directory, long byteBound, int largestDocument) {
    List<Subscription> subscriptions =
        shares.stream().map(share -> new Subscription(share.policy, share.members)).toList();
    return new PipeSpec(
        pipe.id(),
        pipe.name(),
        directory,
        pipe.writer(),
        byteBound,
        blockBound,
        largestDocument,
        subscriptions);
  }
}

package io.conveyor.processes.plan;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.pipe.Subscription.Policy;
import io.conveyor.stage.StageRules;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a topology to participants and feeds. Forks and joins turn into ways of reading: a
 * replicating fork into subscriptions of their own, a balancing fork into members of one
 * subscription, a join into one participant with several readings. Only where a lane that is itself
 * a member is to be split further in a way that members cannot express, a relay is put in between.
 */
public final class Planner {

  /** The participant that writes the pipeline's input. */
  public static final int FEEDER = 0;

  /** The participant that reads the pipeline's output. */
  public static final int SINK = 1;

  /** What a relay takes ahead of those that it shares blocks with: others are to get some, too. */
  private static final int RELAYED_BLOCKS = 64;

  private final Map<Lane, List<Tap>> lanes = new HashMap<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Participant> participants = new ArrayList<>();
  private int pipes;
  private int nextParticipant = SINK + 1;

  private Planner() {}

  public static Blueprint plan(Topology topology) {
    Planner planner = new Planner();
    planner.lanes.put(Lane.INPUT, List.of(Tap.whole(planner.feed("input", 1, FEEDER, 0))));
    topology.nodes().forEach(planner::add);
    List<Reading> results = planner.results(topology.outputs());
    return new Blueprint(planner.nextParticipant, planner.feeds, planner.participants, results);
  }

  /**
   * A durable run remembers how far each pipe of the output is read, which nobody knows of blocks
   * that are claimed. So lanes of one share are read as one, and a relay claims what others share.
   */
  private List<Reading> results(List<Lane> outputs) {
    List<Tap> owned = new ArrayList<>();
    outputs.forEach(lane -> owned.addAll(take(lane)));
    List<Tap> shared = owned.stream().filter(Tap::isShared).distinct().toList();
    List<Tap> claimed = shared.stream().filter(Tap::isClaimed).toList();
    owned.removeAll(shared);
    shared.stream().filter(tap -> !tap.isClaimed()).forEach(owned::add);
    if (!claimed.isEmpty()) {
      owned.addAll(relay("output", claimed));
    }
    return read(owned, SINK);
  }

  private void add(Node node) {
    if (node.stage() instanceof Processor processor) {
      leave(node, 0, List.of(Tap.whole(process(node, processor))));
    } else if (node.stage() instanceof ReplicatingFork fork) {
      replicate(node, fork.lanes());
    } else if (node.stage() instanceof BalancingFork fork) {
      balance(node, fork);
    } else if (node.stage() instanceof Join) {
      leave(node, 0, node.inputs().stream().flatMap(lane -> take(lane).stream()).toList());
    }
  }

  private Feed process(Node node, Processor processor) {
    boolean merged = StageRules.isMerged(processor);
    boolean windowed = StageRules.isWindowedBefore(processor);
    List<Tap> taps = take(node.inputs().get(0));
    if (StageRules.needsOneInput(processor)) {
      taps = onePipe(node, processor, windowed ? 0 : processor.inFlight(), taps);
    }
    if (windowed) {
      taps = windows(node, processor, taps);
    }
    if (StageRules.isShared(processor)) {
      taps = shared(node, taps);
    }
    Feed results = work(node, processor, StageRules.of(processor), taps);
    return merged ? merge(node, processor, results) : results;
  }

  private Feed work(Node node, Processor processor, StageRules rules, List<Tap> taps) {
    int workers = processor.workers();
    int first = nextParticipant;
    nextParticipant += workers;
    Feed output = feed(node.name(), workers, first, processor.queueSize());
    for (int worker = 0; worker < workers; worker++) {
      participants.add(
          new Participant(
              first + worker,
              node.name(),
              worker,
              workers,
              processor.isInLauncher() ? Role.THREAD : Role.PROCESS,
              processor,
              rules,
              read(taps, first + worker),
              output));
    }
    return output;
  }

  /**
   * What counts on the sequence numbers of its inputs reads a single pipe, as a whole. The bound on
   * inputs under way is that pipe's: its writer waits for the earliest block to be acknowledged.
   */
  private List<Tap> onePipe(Node node, Processor processor, int inFlight, List<Tap> taps) {
    long further = Math.max(0, inFlight - 1L) * processor.windowStep();
    int held = (int) Math.min(Integer.MAX_VALUE, Math.max(1, processor.window()) + further);
    Feed feed = taps.get(0).feed();
    boolean usable = isOnePipe(taps) && (inFlight == 0 || isReadByNobodyElse(feed));
    if (!usable) {
      feed = relay(node, taps).get(0).feed();
    }
    if (inFlight > 0) {
      feed.boundTo(held);
    } else if (!usable && taps.stream().anyMatch(tap -> !tap.isWhole())) {
      feed.boundTo(RELAYED_BLOCKS);
    }
    feed.allow(held);
    return List.of(Tap.whole(feed));
  }

  private static boolean isOnePipe(List<Tap> taps) {
    return taps.size() == 1 && taps.get(0).isWhole() && taps.get(0).feed().pipes.size() == 1;
  }

  private boolean isReadByNobodyElse(Feed feed) {
    return feed.isUnread()
        && lanes.values().stream().flatMap(List::stream).noneMatch(tap -> tap.feed() == feed);
  }

  /** Windows are made by one participant, and done by many. */
  private List<Tap> windows(Node node, Processor processor, List<Tap> taps) {
    StageRules rules = StageRules.ofWindowsFor(processor);
    String name = node.name() + ".windows";
    Feed output = between(name, Role.THREAD, rules, taps, processor.inFlight());
    return List.of(Tap.whole(output));
  }

  private List<Tap> shared(Node node, List<Tap> taps) {
    List<Tap> whole = taps.stream().anyMatch(Tap::isRoundRobin) ? relay(node, taps) : taps;
    return whole.stream().map(Tap::shared).toList();
  }

  private Feed merge(Node node, Processor processor, Feed results) {
    return between(
        node.name() + ".merge",
        Role.MERGE,
        StageRules.PLAIN,
        List.of(Tap.whole(results)),
        processor.queueSize());
  }

  private void replicate(Node node, int copies) {
    List<Tap> taps = take(node.inputs().get(0));
    if (copies > 1 && !taps.stream().allMatch(Tap::isWhole)) {
      taps = relay(node, taps);
    }
    for (int port = 0; port < copies; port++) {
      leave(node, port, taps);
    }
  }

  private void balance(Node node, BalancingFork fork) {
    List<Tap> taps = take(node.inputs().get(0));
    if (fork.lanes() == 1) {
      leave(node, 0, taps);
    } else if (fork.policy() == BalancingFork.Policy.ROUND_ROBIN) {
      dealInTurn(node, fork.lanes(), taps);
    } else {
      if (taps.stream().anyMatch(Tap::isRoundRobin)) {
        taps = relay(node, taps);
      }
      taps = taps.stream().map(Tap::shared).toList();
      for (int port = 0; port < fork.lanes(); port++) {
        leave(node, port, taps);
      }
    }
  }

  /** Turns are counted within one pipe, so whatever is not one whole pipe is made one. */
  private void dealInTurn(Node node, int count, List<Tap> taps) {
    Feed feed = (isOnePipe(taps) ? taps : relay(node, taps)).get(0).feed();
    Feed.Share share = feed.share(Policy.ROUND_ROBIN);
    share.members.addAll(Collections.nCopies(count, -1));
    for (int port = 0; port < count; port++) {
      leave(node, port, List.of(new Tap(feed, share, port)));
    }
  }

  private List<Tap> relay(Node before, List<Tap> taps) {
    return relay(before.name(), taps);
  }

  private List<Tap> relay(String before, List<Tap> taps) {
    Feed relayed = between(before + ".relay", Role.THREAD, StageRules.PLAIN, taps, 0);
    return List.of(Tap.whole(relayed));
  }

  /** Puts a participant of the launcher's own in between. */
  private Feed between(String name, Role role, StageRules rules, List<Tap> taps, int blockBound) {
    int participant = nextParticipant++;
    Feed output = feed(name, 1, participant, blockBound);
    participants.add(
        new Participant(
            participant, name, 0, 1, role, null, rules, read(taps, participant), output));
    return output;
  }

  /** Makes a participant a reader of taps. */
  private List<Reading> read(List<Tap> taps, int participant) {
    List<Reading> readings = new ArrayList<>();
    for (Tap tap : taps) {
      Feed.Share share = share(tap);
      int member = tap.turn();
      if (member < 0) {
        member = share.members.size();
        share.members.add(participant);
      } else {
        share.members.set(member, participant);
      }
      readings.add(new Reading(tap.feed(), tap.feed().shares.indexOf(share), member));
    }
    return readings;
  }

  private static Feed.Share share(Tap tap) {
    Feed.@Nullable Share share = tap.share();
    return share != null ? share : tap.feed().share(Policy.SHARED);
  }

  private Feed feed(String name, int workers, int firstParticipant, int blockBound) {
    List<Feed.Pipe> made = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      String pipeName = workers == 1 ? name : name + "/" + worker;
      made.add(new Feed.Pipe(pipes++, pipeName, firstParticipant + worker));
    }
    Feed feed = new Feed(made, blockBound);
    feeds.add(feed);
    return feed;
  }

  private List<Tap> take(Lane lane) {
    List<Tap> taps = lanes.remove(lane);
    if (taps == null) {
      throw new IllegalStateException("lane " + lane + " is not there, or taken already");
    }
    return taps;
  }

  private void leave(Node node, int port, List<Tap> taps) {
    lanes.put(new Lane(node.id(), port), taps);
  }
}

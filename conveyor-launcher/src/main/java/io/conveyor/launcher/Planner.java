package io.conveyor.launcher;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.pipe.Subscription.Policy;
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
 * From a topology to parties and feeds. Forks and joins turn into ways of reading: a replicating
 * fork into subscriptions of their own, a balancing fork into members of one subscription, a join
 * into one party with several readings. Only where a lane that is itself a member is to be split
 * further in a way that members cannot express, a relay is put in between.
 */
final class Planner {

  /** The party that writes the pipeline's input. */
  static final int FEEDER = 0;

  /** The party that reads the pipeline's output. */
  static final int SINK = 1;

  private final Map<Lane, List<Tap>> lanes = new HashMap<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<Party> parties = new ArrayList<>();
  private int pipes;
  private int nextParty = SINK + 1;

  private Planner() {}

  static Blueprint plan(Topology topology) {
    Planner planner = new Planner();
    planner.lanes.put(Lane.INPUT, List.of(Tap.whole(planner.feed("input", 1, FEEDER, 0))));
    topology.nodes().forEach(planner::add);
    List<Reading> results = new ArrayList<>();
    for (Lane lane : topology.outputs()) {
      results.addAll(planner.read(planner.take(lane), SINK));
    }
    return new Blueprint(planner.nextParty, planner.feeds, planner.parties, results);
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
    List<Tap> taps = take(node.inputs().get(0));
    if (processor.workers() > 1 && taps.stream().anyMatch(Tap::isRoundRobin)) {
      taps = relay(node, taps);
    }
    if (processor.workers() > 1) {
      taps = taps.stream().map(Tap::shared).toList();
    }
    int first = nextParty;
    nextParty += processor.workers();
    Feed output = feed(node.name(), processor.workers(), first, processor.queueSize());
    for (int worker = 0; worker < processor.workers(); worker++) {
      parties.add(
          new Party(
              first + worker,
              node.name(),
              worker,
              processor.workers(),
              processor,
              read(taps, first + worker),
              output));
    }
    return output;
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
    Tap first = taps.get(0);
    boolean onePipe = taps.size() == 1 && first.isWhole() && first.feed().pipes.size() == 1;
    Feed feed = (onePipe ? taps : relay(node, taps)).get(0).feed();
    Feed.Share share = feed.share(Policy.ROUND_ROBIN);
    share.members.addAll(Collections.nCopies(count, -1));
    for (int port = 0; port < count; port++) {
      leave(node, port, List.of(new Tap(feed, share, port)));
    }
  }

  private List<Tap> relay(Node before, List<Tap> taps) {
    int party = nextParty++;
    String name = before.name() + ".relay";
    Feed output = feed(name, 1, party, 0);
    parties.add(new Party(party, name, 0, 1, null, read(taps, party), output));
    return List.of(Tap.whole(output));
  }

  /** Makes a party a reader of taps. */
  private List<Reading> read(List<Tap> taps, int party) {
    List<Reading> readings = new ArrayList<>();
    for (Tap tap : taps) {
      Feed.Share share = share(tap);
      int member = tap.turn();
      if (member < 0) {
        member = share.members.size();
        share.members.add(party);
      } else {
        share.members.set(member, party);
      }
      readings.add(new Reading(tap.feed(), tap.feed().shares.indexOf(share), member));
    }
    return readings;
  }

  private static Feed.Share share(Tap tap) {
    Feed.@Nullable Share share = tap.share();
    return share != null ? share : tap.feed().share(Policy.SHARED);
  }

  private Feed feed(String name, int workers, int firstParty, int blockBound) {
    List<Feed.Pipe> made = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      String pipeName = workers == 1 ? name : name + "/" + worker;
      made.add(new Feed.Pipe(pipes++, pipeName, firstParty + worker));
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

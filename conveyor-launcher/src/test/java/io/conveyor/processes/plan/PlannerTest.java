package io.conveyor.processes.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.BalancingFork;
import io.conveyor.InvalidPipelineException;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import io.conveyor.pipe.Subscription.Policy;
import io.conveyor.stage.state.Keeping;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static Stage job() {
    return new Processor(block -> block);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // They are only read.
  private static Blueprint plan(List<Stage>... rows) {
    return Planner.plan(Topology.of(List.of(rows)));
  }

  private static List<Participant> relays(Blueprint blueprint) {
    return blueprint.participants().stream().filter(party -> party.processor() == null).toList();
  }

  private static List<Integer> members(Feed feed, int share) {
    return feed.shares.get(share).members;
  }

  @Test
  void makesTheSinkTheReaderOfAPipelineWithoutStages() {
    Blueprint blueprint = Planner.plan(Topology.of(List.of()));
    assertEquals(2, blueprint.participantCount());
    assertEquals(List.of(Planner.SINK), members(blueprint.feeds().get(0), 0));
  }

  @Test
  void turnsAReplicatingForkIntoSubscriptionsOfTheirOwn() {
    Blueprint blueprint = plan(List.of(new ReplicatingFork(3)), List.of(job(), job(), new Pipe()));
    Feed input = blueprint.feeds().get(0);
    assertEquals(List.of(2), members(input, 0));
    assertEquals(List.of(3), members(input, 1));
    assertEquals(List.of(Planner.SINK), members(input, 2), "the pipe leads to the sink");
    assertTrue(relays(blueprint).isEmpty());
  }

  @Test
  void turnsABalancingForkAndWorkersIntoMembersOfOneSubscription() {
    Blueprint blueprint =
        plan(
            List.of(new BalancingFork(2)),
            List.of(new Processor(block -> block).workers(3), job()));
    Feed input = blueprint.feeds().get(0);
    assertEquals(1, input.shares.size());
    assertEquals(List.of(2, 3, 4, 5), members(input, 0));
    assertEquals(Policy.SHARED, input.shares.get(0).policy);
    assertTrue(relays(blueprint).isEmpty());
  }

  @Test
  void makesOnePipeOfSeveralOnlyForAJobThatHoldsState() {
    Stage shared = new Processor(block -> block).workers(2);
    int[] sum = {0};
    Stage summing = new Processor((Integer block) -> sum[0] += block);
    Blueprint stateful = plan(List.of(shared), List.of(summing));
    assertEquals(1, relays(stateful).size());
    assertEquals(Keeping.SNAPSHOTS, stateful.participants().get(3).rules().state());

    Blueprint stateless = plan(List.of(shared), List.of(job()));
    assertTrue(relays(stateless).isEmpty());
    stateless.participants().forEach(each -> assertEquals(Keeping.NONE, each.rules().state()));
  }

  @Test
  void turnsAJoinIntoOneReaderOfSeveralPipes() {
    Blueprint blueprint =
        plan(
            List.of(new ReplicatingFork(2)),
            List.of(new Processor(block -> block).workers(2), job()),
            List.of(new Join(2)),
            List.of(job()));
    Participant last = blueprint.participants().get(3);
    assertEquals(2, last.readings().size());
    assertEquals(
        3, last.readings().stream().mapToInt(reading -> reading.feed().pipes.size()).sum());
  }

  @Test
  void relaysALaneOfABalancingForkThatIsReplicated() {
    Blueprint blueprint = plan(List.of(new BalancingFork(2)), List.of(new ReplicatingFork(2)));
    assertEquals(2, relays(blueprint).size());
  }

  @Test
  void dealsOneWholePipeInTurnWithoutARelay() {
    Blueprint blueprint = plan(List.of(new BalancingFork(2).roundRobin()), List.of(job(), job()));
    assertTrue(relays(blueprint).isEmpty());
    assertEquals(Policy.ROUND_ROBIN, blueprint.feeds().get(0).shares.get(0).policy);
  }

  @Test
  void relaysWhatIsDealtInTurnToSeveralWorkers() {
    Stage workers = new Processor(block -> block).workers(2);
    Blueprint blueprint = plan(List.of(new BalancingFork(2).roundRobin()), List.of(workers, job()));
    assertEquals(1, relays(blueprint).size());
  }

  @Test
  void readsLanesOfOneShareAsOneInTheSink() {
    Blueprint blueprint = plan(List.of(new BalancingFork(3)));
    assertEquals(List.of(Planner.SINK), members(blueprint.feeds().get(0), 0));
    assertTrue(relays(blueprint).isEmpty());
  }

  @Test
  void claimsForTheSinkWhatItSharesWithAProcessor() {
    Blueprint blueprint =
        plan(List.of(new BalancingFork(3)), List.of(job(), new Pipe(), new Pipe()));
    assertEquals(1, relays(blueprint).size());
    assertTrue(
        blueprint.results().stream()
            .noneMatch(reading -> reading.feed().shares.get(reading.share()).members.size() > 1));
  }

  @Test
  void givesTheSinkEachCopyOfAReplicatingFork() {
    assertEquals(2, plan(List.of(new ReplicatingFork(2))).results().size());
  }

  @Test
  void leavesNoLaneUnreadAndNoPlaceUnfilledWhateverTheRows() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    int planned = 0;
    while (planned < 300) {
      List<List<Stage>> rows = randomRows(random);
      if (fit(rows)) {
        check(Planner.plan(Topology.of(rows)), "seed " + seed + ", rows " + rows);
        planned++;
      }
    }
  }

  private static boolean fit(List<List<Stage>> rows) {
    try {
      return Topology.of(rows) != null;
    } catch (InvalidPipelineException e) {
      return false;
    }
  }

  private static void check(Blueprint blueprint, String hint) {
    Set<Reading> readings = new HashSet<>(blueprint.results());
    int count = blueprint.results().size();
    for (Participant party : blueprint.participants()) {
      readings.addAll(party.readings());
      count += party.readings().size();
      assertFalse(party.readings().isEmpty(), hint);
    }
    assertEquals(count, readings.size(), "no place is taken twice, " + hint);
    int places = 0;
    for (Feed feed : blueprint.feeds()) {
      assertFalse(feed.shares.isEmpty(), "somebody reads every feed, " + hint);
      for (Feed.Share share : feed.shares) {
        places += share.members.size();
        assertTrue(share.members.stream().allMatch(party -> party >= Planner.SINK), hint);
      }
    }
    assertEquals(places, count, "every place has its reader, " + hint);
  }

  private static List<List<Stage>> randomRows(Random random) {
    List<List<Stage>> rows = new ArrayList<>();
    int lanes = 1;
    for (int row = 1 + random.nextInt(5); row > 0; row--) {
      int n = 2 + random.nextInt(2);
      switch (random.nextInt(5)) {
        case 0 -> {
          rows.add(List.of(new ReplicatingFork(n)));
          lanes *= n;
        }
        case 1 -> {
          BalancingFork fork = new BalancingFork(n);
          rows.add(List.of(random.nextBoolean() ? fork : fork.roundRobin()));
          lanes *= n;
        }
        case 2 -> {
          rows.add(List.of(new Join(lanes)));
          lanes = 1;
        }
        case 3 -> rows.add(List.of(new Processor(block -> block).workers(n)));
        default -> rows.add(List.of(job()));
      }
    }
    return rows;
  }
}

package io.conveyor.sequential;

import io.conveyor.BalancingFork;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.StageReport;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The stages of a run, connected as the topology says: each lane has what takes its blocks. */
final class Circuit {

  private final Map<Lane, Consumer<byte[]>> lanes = new HashMap<>();

  /** In the order of the rows, those that make windows for others before those. */
  private final Deque<MemoryStage> stages = new ArrayDeque<>();

  private final Deque<Supplier<StageReport>> reports = new ArrayDeque<>();

  /**
   * Connects stages.
   *
   * @param topology how
   * @param output takes what leaves the last row
   * @param maker makes the stages of a processor, the one that takes its inputs last
   */
  Circuit(
      Topology topology,
      Consumer<byte[]> output,
      BiFunction<Node, Consumer<byte[]>, List<MemoryStage>> maker) {
    topology.outputs().forEach(lane -> lanes.put(lane, output));
    List<Node> backwards = new ArrayList<>(topology.nodes());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      Consumer<byte[]> taker = takerOf(node, maker);
      node.inputs().forEach(lane -> lanes.put(lane, taker));
    }
  }

  private Consumer<byte[]> takerOf(
      Node node, BiFunction<Node, Consumer<byte[]>, List<MemoryStage>> maker) {
    List<Consumer<byte[]>> outputs = node.outputs().stream().map(this::takerOf).toList();
    if (node.stage() instanceof ReplicatingFork) {
      return block -> outputs.forEach(each -> each.accept(block));
    } else if (node.stage() instanceof BalancingFork) {
      Deque<Consumer<byte[]>> turns = new ArrayDeque<>(outputs);
      return block -> {
        turns.add(turns.remove());
        turns.getLast().accept(block);
      };
    } else if (!(node.stage() instanceof Processor)) {
      return outputs.get(0);
    }
    List<MemoryStage> made = maker.apply(node, outputs.get(0));
    made.forEach(stages::addFirst);
    MemoryStage taker = stages.getFirst();
    reports.addFirst(() -> made.get(0).report(node.name(), taker));
    return taker;
  }

  private Consumer<byte[]> takerOf(Lane lane) {
    return Objects.requireNonNull(lanes.get(lane), () -> "nothing takes " + lane);
  }

  /** Returns what takes the inputs. */
  Consumer<byte[]> input() {
    return takerOf(Lane.INPUT);
  }

  /** Lets the first processor produce a block; false if it does not, or no more. */
  boolean produce() {
    return !stages.isEmpty() && stages.getFirst().produce();
  }

  /** Ends all stages, one after the other: what comes of one's end is taken by those behind. */
  void end() {
    stages.forEach(MemoryStage::end);
  }

  List<StageReport> reports() {
    return reports.stream().map(Supplier::get).toList();
  }
}

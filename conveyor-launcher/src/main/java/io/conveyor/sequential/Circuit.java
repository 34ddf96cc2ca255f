package io.conveyor.sequential;

import io.conveyor.BalancingFork;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.StageReport;
import io.conveyor.stage.push.PushedStage;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The stages of a run, connected as the topology says. */
final class Circuit {

  private final BiFunction<Node, Consumer<byte[]>, List<PushedStage>> maker;

  /** In the order of the rows, those that make windows for others before those. */
  private final Deque<PushedStage> stages = new ArrayDeque<>();

  private final Deque<Supplier<StageReport>> reports = new ArrayDeque<>();
  private final Consumer<byte[]> input;

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
      BiFunction<Node, Consumer<byte[]>, List<PushedStage>> maker) {
    this.maker = maker;
    this.input = topology.connect(output, this::connect);
  }

  private Consumer<byte[]> connect(Node node, List<Consumer<byte[]>> outputs) {
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
    List<PushedStage> made = maker.apply(node, outputs.get(0));
    made.forEach(stages::addFirst);
    PushedStage taker = stages.getFirst();
    reports.addFirst(() -> made.get(0).report(node.name(), taker));
    return taker;
  }

  /** Returns what takes the inputs. */
  Consumer<byte[]> input() {
    return input;
  }

  /** Lets the first processor produce a block; false if it does not, or no more. */
  boolean produce() {
    return !stages.isEmpty() && stages.getFirst().produce();
  }

  /** Ends all stages, one after the other: what comes of one's end is taken by those behind. */
  void end() {
    stages.forEach(PushedStage::end);
  }

  List<StageReport> reports() {
    return reports.stream().map(Supplier::get).toList();
  }
}

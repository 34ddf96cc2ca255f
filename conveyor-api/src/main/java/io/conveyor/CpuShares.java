package io.conveyor;

import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.List;
import java.util.function.IntSupplier;

/** Deals out CPUs to the stages that leave their number of workers open. */
final class CpuShares {

  private CpuShares() {}

  /**
   * Returns the topology with a number of workers for every processor.
   *
   * @param given how many there are to share; 0 if that is not given
   * @param all how many there are in all: those are shared then, less one for each stage that has
   *     its workers already
   */
  static Topology deal(Topology topology, int given, IntSupplier all) {
    List<Processor> processors =
        topology.nodes().stream()
            .map(Node::stage)
            .filter(Processor.class::isInstance)
            .map(Processor.class::cast)
            .toList();
    int sharing = (int) processors.stream().filter(Processor::isSharingCpus).count();
    if (sharing == 0) {
      return topology;
    }
    int shared = given > 0 ? given : Math.max(1, all.getAsInt() - (processors.size() - sharing));
    int[] dealt = {0};
    return new Topology(
        topology.nodes().stream()
            .map(node -> isSharing(node) ? deal(node, shared, sharing, dealt[0]++) : node)
            .toList(),
        topology.outputs());
  }

  private static boolean isSharing(Node node) {
    return node.stage() instanceof Processor processor && processor.isSharingCpus();
  }

  /** What does not divide goes to the first ones. */
  private static Node deal(Node node, int shared, int sharing, int place) {
    int workers = shared / sharing + (place < shared % sharing ? 1 : 0);
    Processor processor = (Processor) node.stage();
    return node.with(processor.workers(Math.min(Processor.MOST_WORKERS, Math.max(1, workers))));
  }
}

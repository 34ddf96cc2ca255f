package io.conveyor.sequential;

import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.ReplicatingFork;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** The sinks of a run, connected as the topology says. */
final class Circuit {

  private final Map<Lane, Sink> sinks = new HashMap<>();
  private final List<ProcessorSink> processors = new ArrayList<>();

  /**
   * Connects sinks.
   *
   * @param topology how
   * @param output takes what leaves the last row
   * @param maker makes the sink of a processor from its node and where its results go
   */
  Circuit(Topology topology, Sink output, BiFunction<Node, Sink, ProcessorSink> maker) {
    topology.outputs().forEach(lane -> sinks.put(lane, output));
    List<Node> backwards = new ArrayList<>(topology.nodes());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      Sink sink = sinkOf(node, maker);
      node.inputs().forEach(lane -> sinks.put(lane, sink));
    }
    Collections.reverse(processors);
  }

  private Sink sinkOf(Node node, BiFunction<Node, Sink, ProcessorSink> maker) {
    List<Sink> outputs =
        IntStream.range(0, node.stage().lanesOut())
            .mapToObj(port -> sinkOf(new Lane(node.id(), port)))
            .toList();
    if (node.stage() instanceof ReplicatingFork) {
      return Sink.replicating(outputs);
    } else if (node.stage() instanceof BalancingFork) {
      return Sink.balancing(outputs);
    } else if (node.stage() instanceof Join) {
      return outputs.get(0);
    }
    ProcessorSink processor = maker.apply(node, outputs.get(0));
    processors.add(processor);
    return processor;
  }

  private Sink sinkOf(Lane lane) {
    return Objects.requireNonNull(sinks.get(lane), () -> "nothing takes " + lane);
  }

  /** Returns what takes the inputs. */
  Sink input() {
    return sinkOf(Lane.INPUT);
  }

  /** Lets the first processor produce a block; false if it does not, or no more. */
  boolean produce() {
    return !processors.isEmpty()
        && processors.get(0) instanceof ProducerSink producer
        && producer.produce();
  }

  /** Returns the processors, in the order of the rows. */
  List<ProcessorSink> processors() {
    return processors;
  }
}

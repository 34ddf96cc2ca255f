package io.conveyor.topology;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Processor;
import io.conveyor.Stage;
import java.util.List;

/**
 * A pipeline's graph: processors, forks and joins, and the lanes between them. Immutable.
 *
 * @param nodes all nodes, in the order of their rows and, within a row, of the lanes they take
 * @param outputs the lanes that the last row leaves, in order; at least one
 */
public record Topology(List<Node> nodes, List<Lane> outputs) {

  /** The node id that stands for the pipeline's input. */
  public static final int SOURCE = 0;

  /** The most lanes that a row may leave. */
  public static final int MAX_LANES = 4096;

  /** Creates a topology, copying the lists. */
  public Topology {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /**
   * Wires rows of stages.
   *
   * @param rows the rows, in order
   * @return the graph; for no rows, one that leaves the input lane as it is
   * @throws InvalidPipelineException if the rows cannot be wired: each problem begins with {@code
   *     row N:} and names the stages, the lanes they ask for, and the lanes there are
   */
  public static Topology of(List<List<Stage>> rows) {
    Wiring wiring = new Wiring();
    rows.forEach(wiring::add);
    return wiring.finish();
  }

  /** Returns whether results come in an order that is the same each time. */
  public boolean keepsOrder() {
    return outputs.size() == 1
        && nodes.stream()
            .map(Node::stage)
            .allMatch(
                stage ->
                    stage instanceof Processor processor
                        ? processor.workers() == 1 || processor.isOrdered()
                        : stage.lanesIn() == 1 && stage.lanesOut() == 1);
  }

  /**
   * Returns the part of this graph that blocks reach from a processor on: it and everything behind
   * it, with its own input as the only one. Names and places stay; a join takes the lanes that are
   * left.
   *
   * @param processor the name of its node
   * @throws InvalidPipelineException if there is no processor of that name
   */
  public Topology from(String processor) {
    return nodes.stream()
        .filter(node -> node.stage() instanceof Processor && node.name().equals(processor))
        .findFirst()
        .map(node -> Downstream.of(this, node))
        .orElseThrow(() -> new InvalidPipelineException(unknown(processor)));
  }

  private String unknown(String processor) {
    return "no processor '%s' among %s".formatted(processor, processors());
  }

  /** Returns the names of the processors, in the order of their rows. */
  public List<String> processors() {
    return nodes.stream()
        .filter(node -> node.stage() instanceof Processor)
        .map(Node::name)
        .toList();
  }

  /**
   * Returns a drawing: a line for each row from top to bottom, a column for each lane.
   *
   * <pre>
   * |    input
   * +-+  row 1  replicating-fork(2)
   * o o  row 2  sqrt | cube
   * o |  row 3  root | pipe
   * +-+  row 4  join(2)
   * |    output
   * </pre>
   *
   * A row of pipes has no line, and copies of a stage are counted, as in {@code sqrt x2}.
   */
  @Override
  public String toString() {
    return new Drawing(this).toString();
  }
}

package io.conveyor.topology;

import io.conveyor.InvalidPipelineException;
import io.conveyor.Join;
import io.conveyor.Processor;
import io.conveyor.Producer;
import io.conveyor.Stage;
import io.conveyor.problem.ProblemKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline's graph: processors, forks and joins, and the lanes between them. Immutable.
 *
 * @param nodes all nodes, in the order of their rows and, within a row, of the lanes they take
 * @param outputs the lanes that the last row leaves, in order; at least one
 */
public record Topology(List<Node> nodes, List<Lane> outputs) {

  /** The most lanes that a row may leave. */
  public static final int MAX_LANES = Front.MAX_LANES;

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
   * @throws InvalidPipelineException if the rows cannot be wired, with the problems of all rows:
   *     each begins with {@code row N:} and names the stages, the lanes they ask for, and the lanes
   *     there are
   */
  public static Topology of(List<List<Stage>> rows) {
    Wiring wiring = new Wiring();
    rows.forEach(wiring::add);
    if (!wiring.problems().isEmpty()) {
      throw new InvalidPipelineException(
          wiring.problems().stream().map(WiringProblem::problem).toList());
    }
    return new Topology(wiring.nodes(), wiring.lanes());
  }

  /**
   * Returns what is wrong with rows of stages, of all rows at once: those behind one that does not
   * fit are judged by what it may have been meant to leave.
   *
   * @param rows the rows, in order; null for one of which nothing is known
   * @return in the order of the rows; nothing if they can be wired
   */
  public static List<WiringProblem> problems(List<? extends @Nullable List<Stage>> rows) {
    Wiring wiring = new Wiring();
    for (List<Stage> row : rows) {
      if (row == null) {
        wiring.addUnknown();
      } else {
        wiring.add(row);
      }
    }
    return List.copyOf(wiring.problems());
  }

  /**
   * Connects what an engine makes of the nodes, from the outputs to the input.
   *
   * @param output what takes the blocks that leave the last row
   * @param connect makes what takes the inputs of a node, of what takes each of its outputs
   * @return what takes the inputs of the pipeline
   */
  public <T> T connect(T output, BiFunction<Node, List<T>, T> connect) {
    Map<Lane, T> takers = new HashMap<>();
    outputs.forEach(lane -> takers.put(lane, output));
    for (int last = nodes.size() - 1; last >= 0; last--) {
      Node node = nodes.get(last);
      T taker = connect.apply(node, node.outputs().stream().map(takers::get).toList());
      node.inputs().forEach(lane -> takers.put(lane, taker));
    }
    return Objects.requireNonNull(takers.get(Lane.INPUT));
  }

  /** Returns whether its blocks come from a producer, so that it takes no inputs. */
  public boolean isFedByProducer() {
    return !nodes.isEmpty()
        && nodes.get(0).stage() instanceof Processor processor
        && processor.task() instanceof Producer;
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
        .orElseThrow(
            () -> new InvalidPipelineException(ProblemKind.UNKNOWN_STAGE, unknown(processor)));
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

  /** Returns where its parts are drawn. */
  public Grid grid() {
    return new Grid(nodes);
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
   * A row of pipes has no line, nor has the input of a producer, and copies of a stage are counted,
   * as in {@code sqrt x2}. A line has at most 80 characters, if no name is too long: words go on
   * below, and dots stand for lanes that look like those to the left of them or, where there are
   * very many, for those on the right.
   */
  @Override
  public String toString() {
    return new Drawing(grid(), !isFedByProducer(), outputs).toString();
  }

  /**
   * What a block can still reach from a node on. Joins that lose lanes join those that are left.
   */
  private static final class Downstream {

    private final Map<Lane, Lane> kept = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private Downstream() {}

    /** Returns the graph of a node of one lane and all behind it; that lane becomes the input. */
    static Topology of(Topology whole, Node first) {
      Downstream rest = new Downstream();
      rest.keep(first, List.of(Lane.INPUT));
      for (Node node : whole.nodes().subList(first.id(), whole.nodes().size())) {
        List<Lane> inputs = rest.reached(node.inputs());
        if (!inputs.isEmpty()) {
          rest.keep(node, inputs);
        }
      }
      return new Topology(rest.nodes, rest.reached(whole.outputs()));
    }

    private List<Lane> reached(List<Lane> lanes) {
      return lanes.stream().filter(kept::containsKey).map(kept::get).toList();
    }

    private void keep(Node node, List<Lane> inputs) {
      boolean whole = inputs.size() == node.inputs().size();
      Stage stage = whole ? node.stage() : new Join(inputs.size());
      int id = nodes.size() + 1;
      nodes.add(new Node(id, node.row(), node.position(), node.name(), stage, inputs));
      node.outputs().forEach(lane -> kept.put(lane, new Lane(id, lane.port())));
    }
  }
}

package io.conveyor.topology;

import io.conveyor.Processor;
import io.conveyor.Stage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One copy of a stage, wired up. Pipes have no node: they leave their lane as it is.
 *
 * @param id its place in {@link Topology#nodes()} plus 1
 * @param row the row it stands in, from 1
 * @param position which stage of the row as written, from 1; copies of a stage share it
 * @param name unique: the name that a processor was given, or one made from its place, {@code
 *     row3.1}; further copies have {@code #2} and so on behind it
 * @param stage the stage
 * @param inputs the lanes it takes, in order; more than one for joins only
 */
public record Node(int id, int row, int position, String name, Stage stage, List<Lane> inputs) {

  /** Creates a node, copying the list. */
  public Node {
    inputs = List.copyOf(inputs);
  }

  /** Returns this node with another stage in it, of as many lanes. */
  public Node with(Stage other) {
    return new Node(id, row, position, name, other, inputs);
  }

  /** Returns what drawings call it: a processor by its name, others by what they do. */
  public String title() {
    return stage instanceof Processor ? name : stage.toString();
  }

  /**
   * Returns in words what processes a processor has, if that is not one of its own: {@code 4
   * workers}, {@code shares cpus} for as many as are dealt to it, {@code in launcher}. Empty for
   * others.
   */
  public String processes() {
    if (!(stage instanceof Processor processor)) {
      return "";
    }
    int workers = processor.workers();
    return processor.isInLauncher()
        ? "in launcher"
        : processor.isSharingCpus() ? "shares cpus" : workers == 1 ? "" : workers + " workers";
  }

  /** Returns the lanes it leaves, in order; more than one for forks only. */
  public List<Lane> outputs() {
    return IntStream.range(0, stage.lanesOut()).mapToObj(port -> new Lane(id, port)).toList();
  }
}

package io.conveyor.topology;

/**
 * One output of a node: a stream of blocks between two rows.
 *
 * @param node the id of the node it leaves; {@link Topology#SOURCE} for the pipeline's input
 * @param port which of the node's outputs, from 0
 */
public record Lane(int node, int port) {

  /** The lane that a pipeline starts with. */
  public static final Lane INPUT = new Lane(Topology.SOURCE, 0);
}

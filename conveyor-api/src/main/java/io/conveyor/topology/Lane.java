package io.conveyor.topology;

/**
 * One output of a node: a stream of blocks between two rows.
 *
 * @param node the id of the node it leaves; {@link #SOURCE} for the pipeline's input
 * @param port which of the node's outputs, from 0
 */
public record Lane(int node, int port) {

  /** The node id that stands for the pipeline's input. */
  public static final int SOURCE = 0;

  /** The lane that a pipeline starts with. */
  public static final Lane INPUT = new Lane(SOURCE, 0);
}

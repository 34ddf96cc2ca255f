package io.conveyor.cli.graph;

import io.conveyor.cli.terminal.Controls;
import io.conveyor.topology.Topology;

/** The drawing that a topology has of itself, safe for terminals. */
final class TextGraph implements Graph {

  @Override
  public String of(String name, Topology topology) {
    return Controls.visible(topology.toString());
  }
}

package io.conveyor.cli.graph;

import io.conveyor.Processor;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;

/** The language of Graphviz. */
final class DotGraph implements Graph {

  @Override
  public String of(String name, Topology topology) {
    List<String> lines = new ArrayList<>();
    lines.add("digraph %s {".formatted(quoted(name)));
    lines.add("  graph [ordering=out]");
    lines.add("  node [fontname=monospace, fontsize=11]");
    if (!topology.isFedByProducer()) {
      lines.add("  input [shape=plaintext]");
    }
    topology.nodes().forEach(node -> lines.add("  " + node(node)));
    lines.add("  output [shape=plaintext]");
    Edge.of(topology).forEach(edge -> lines.add("  " + edge(edge)));
    lines.add("}");
    return String.join("\n", lines);
  }

  private static String node(Node node) {
    boolean processor = node.stage() instanceof Processor;
    String below = node.processes().isEmpty() ? "" : "\\n" + escaped(node.processes());
    return "n%d [shape=%s, label=\"%s%s\"]"
        .formatted(node.id(), processor ? "box" : "hexagon", escaped(node.title()), below);
  }

  private static String edge(Edge edge) {
    String from = edge.isInput() ? "input" : "n" + edge.lane().node();
    return from + " -> " + (edge.isOutput() ? "output" : "n" + edge.to());
  }

  private static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** In labels a backslash means something, and so does the ampersand of HTML. */
  private static String escaped(String text) {
    return Controls.name(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "&amp;");
  }
}

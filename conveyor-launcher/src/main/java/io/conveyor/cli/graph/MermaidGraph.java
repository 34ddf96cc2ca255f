package io.conveyor.cli.graph;

import io.conveyor.Processor;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A flowchart of Mermaid, which forges draw where it stands in a page. */
final class MermaidGraph implements Graph {

  /** What may mean something to Mermaid, or to Markdown or HTML, which it lets labels be. */
  private static final Pattern SPECIAL = Pattern.compile("[\\p{ASCII}&&[^\\p{Alnum} .,:()-]]");

  @Override
  public String of(String name, Topology topology) {
    List<String> lines = new ArrayList<>();
    lines.add("flowchart TD");
    if (!topology.isFedByProducer()) {
      lines.add("  input([input])");
    }
    topology.nodes().forEach(node -> lines.add("  " + node(node)));
    lines.add("  output([output])");
    Edge.of(topology).forEach(edge -> lines.add("  " + edge(edge)));
    return String.join("\n", lines);
  }

  private static String node(Node node) {
    String below = node.processes().isEmpty() ? "" : "<br/>" + escaped(node.processes());
    String label = '"' + escaped(node.title()) + below + '"';
    return "n"
        + node.id()
        + (node.stage() instanceof Processor ? "[%s]" : "{{%s}}").formatted(label);
  }

  private static String edge(Edge edge) {
    String from = edge.isInput() ? "input" : "n" + edge.lane().node();
    return from + " --> " + (edge.isOutput() ? "output" : "n" + edge.to());
  }

  /** Writes characters by their numbers. */
  private static String escaped(String text) {
    return SPECIAL
        .matcher(Controls.name(text))
        .replaceAll(found -> "#" + (int) found.group().charAt(0) + ";");
  }
}

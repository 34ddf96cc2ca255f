package io.conveyor.cli.graph;

import io.conveyor.BalancingFork;
import io.conveyor.Processor;
import io.conveyor.cli.formats.Json;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object on a line, for programs. {@code docs/graphs.md} says what its fields mean. */
final class JsonGraph implements Graph {

  private static final int VERSION = 1;

  @Override
  public String of(String name, Topology topology) {
    Map<String, Object> graph = new LinkedHashMap<>();
    graph.put("version", VERSION);
    graph.put("name", name);
    graph.put("producer", topology.isFedByProducer());
    graph.put("nodes", topology.nodes().stream().map(JsonGraph::node).toList());
    graph.put("lanes", Edge.of(topology).stream().map(JsonGraph::lane).toList());
    return new String(Json.write(graph, Map.of()), StandardCharsets.UTF_8);
  }

  private static Map<String, @Nullable Object> node(Node node) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", node.id());
    fields.put("name", node.name());
    fields.put("kind", node.stage().kind());
    fields.put("row", node.row());
    fields.put("position", node.position());
    if (node.stage() instanceof Processor processor) {
      fields.put("workers", processor.isSharingCpus() ? null : processor.workers());
      fields.put("inLauncher", processor.isInLauncher());
    } else if (node.stage() instanceof BalancingFork fork) {
      fields.put("policy", fork.policy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return fields;
  }

  private static Map<String, @Nullable Object> lane(Edge edge) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("from", edge.isInput() ? null : edge.lane().node());
    fields.put("port", edge.lane().port());
    fields.put("to", edge.isOutput() ? null : edge.to());
    return fields;
  }
}

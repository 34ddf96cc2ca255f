package io.conveyor.cli.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.conveyor.BalancingFork;
import io.conveyor.Join;
import io.conveyor.Pipe;
import io.conveyor.Processor;
import io.conveyor.ReplicatingFork;
import io.conveyor.Stage;
import io.conveyor.topology.Lane;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The forms of a graph. */
class GraphsTest {

  private static final Topology SPLIT =
      Topology.of(
          List.of(
              List.of(new BalancingFork(2).roundRobin()),
              List.of(job("left").workers(4), new Pipe()),
              List.of(new Join(2)),
              List.of(job("spread").stateless()),
              List.of(job("near").inLauncher())));

  private static Processor job(String name) {
    return new Processor((Integer block) -> block).name(name);
  }

  /** A graph of a processor whose name no pipeline would take. */
  private static Topology named(String name) {
    Node node = new Node(1, 1, 1, name, job("a"), List.of(Lane.INPUT));
    return new Topology(List.of(node), node.outputs());
  }

  @Test
  void dotHasNodesAndLanes() {
    assertEquals(
        """
        digraph "split" {
          graph [ordering=out]
          node [fontname=monospace, fontsize=11]
          input [shape=plaintext]
          n1 [shape=hexagon, label="balancing-fork(2, round-robin)"]
          n2 [shape=box, label="left\\n4 workers"]
          n3 [shape=hexagon, label="join(2)"]
          n4 [shape=box, label="spread\\nshares cpus"]
          n5 [shape=box, label="near\\nin launcher"]
          output [shape=plaintext]
          input -> n1
          n1 -> n2
          n1 -> n3
          n2 -> n3
          n3 -> n4
          n4 -> n5
          n5 -> output
        }""",
        new DotGraph().of("split", SPLIT));
  }

  @Test
  void mermaidHasNodesAndLanes() {
    assertEquals(
        """
        flowchart TD
          input([input])
          n1{{"balancing-fork(2, round-robin)"}}
          n2["left<br/>4 workers"]
          n3{{"join(2)"}}
          n4["spread<br/>shares cpus"]
          n5["near<br/>in launcher"]
          output([output])
          input --> n1
          n1 --> n2
          n1 --> n3
          n2 --> n3
          n3 --> n4
          n4 --> n5
          n5 --> output""",
        new MermaidGraph().of("split", SPLIT));
  }

  @Test
  void jsonHasNodesAndLanesInAStableOrder() {
    assertEquals(
        """
        {"version":1,"name":"split","producer":false,"nodes":[
        {"id":1,"name":"row1.1","kind":"balancing-fork","row":1,"position":1,"policy":"round-robin"},
        {"id":2,"name":"left","kind":"processor","row":2,"position":1,"workers":4,"inLauncher":false},
        {"id":3,"name":"row3.1","kind":"join","row":3,"position":1},
        {"id":4,"name":"spread","kind":"processor","row":4,"position":1,"workers":null,"inLauncher":false},
        {"id":5,"name":"near","kind":"processor","row":5,"position":1,"workers":1,"inLauncher":true}],
        "lanes":[
        {"from":null,"port":0,"to":1},
        {"from":1,"port":0,"to":2},
        {"from":1,"port":1,"to":3},
        {"from":2,"port":0,"to":3},
        {"from":3,"port":0,"to":4},
        {"from":4,"port":0,"to":5},
        {"from":5,"port":0,"to":null}]}
        """
            .replace("\n", ""),
        new JsonGraph().of("split", SPLIT));
  }

  @ParameterizedTest
  @EnumSource
  void aProducerHasNoInput(GraphFormat format) {
    Topology produced = Topology.of(List.of(List.of(Processor.producer(List.of(1)).name("count"))));
    String graph = format.graph().of("produced", produced);
    assertTrue(graph.contains("count"), graph);
    assertFalse(graph.contains("input"), graph);
    assertFalse(graph.contains("null,\"port\""), graph);
  }

  @Test
  void svgHasTheNameOfEachStage() throws Exception {
    Document svg = parsed(new SvgGraph().of("split", SPLIT));
    List<String> texts = contents(svg, "text");
    for (Node node : SPLIT.nodes()) {
      assertTrue(texts.contains(node.title()), node + " in " + texts);
    }
    assertTrue(texts.containsAll(List.of("4 workers", "input", "output")), texts.toString());
    assertEquals(List.of("split"), contents(svg, "title"));
    assertEquals(7, svg.getElementsByTagName("path").getLength(), "lanes");
  }

  /** Boxes of a line do not overlap, all are within the picture, and texts within their boxes. */
  @Test
  void svgHasRoomForEverything() throws Exception {
    Stage[] manyNames =
        IntStream.range(0, 9).mapToObj(i -> job("n".repeat(7 * i + 1))).toArray(Stage[]::new);
    Topology topology =
        Topology.of(
            List.of(
                List.of(new ReplicatingFork(3)),
                List.of(new BalancingFork(3)),
                List.of(manyNames),
                List.of(new Join(4), new Join(5)),
                List.of(new ReplicatingFork(1))));
    SvgLayout layout = new SvgLayout(topology, SvgLayout.LEAST_COLUMN);
    for (SvgLayout.Box box : layout.boxes()) {
      assertTrue(box.x() >= 0 && box.x() + box.width() <= layout.width(), box.toString());
      assertTrue(box.node().title().length() * 7.8 < box.width(), box.toString());
      layout.boxes().stream()
          .filter(other -> other.y() == box.y() && other.x() > box.x())
          .forEach(other -> assertTrue(box.x() + box.width() < other.x(), box + " " + other));
    }
  }

  @Test
  void svgIsReadableInTheLightAndInTheDark() {
    String svg = new SvgGraph().of("split", SPLIT);
    assertTrue(svg.contains("@media (prefers-color-scheme: dark)"), svg);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quoted\" and \\ and \\N",
        "<b>&amp;</b> ]]> -->",
        "two\nlines\r\tand a tab",
        "#35; `code` {{x}} [y] %%{init}%% ; end",
        "\u001b[31mred\u009b0m\u0000\u007f",
        "名前 😀"
      })
  void hostileNamesStayNames(String name) throws Exception {
    Topology topology = named(name);

    String svg = new SvgGraph().of(name, topology);
    String shown = contents(parsed(svg), "text").get(0);
    assertEquals(List.of(shown), contents(parsed(svg), "title"));
    assertEquals(1, shown.lines().count());

    JsonNode json = new ObjectMapper().readTree(new JsonGraph().of(name, topology));
    assertEquals(name, json.at("/nodes/0/name").asText());

    String label = "[A-Za-z0-9 .,:()-]|#\\d+;|[^\\p{ASCII}]";
    String mermaid = new MermaidGraph().of(name, topology);
    assertTrue(
        mermaid.lines().toList().get(2).matches("  n1\\[\"(%s)+\"]".formatted(label)), mermaid);

    String dot = new DotGraph().of(name, topology);
    String string = "\"([^\"\\\\]|\\\\[\"\\\\])*\"";
    assertTrue(dot.lines().toList().get(0).matches("digraph %s \\{".formatted(string)), dot);
    assertTrue(
        dot.lines().toList().get(4).matches("  n1 \\[shape=box, label=%s]".formatted(string)), dot);
    assertFalse(dot.replace("&amp;", "").contains("&"), dot);

    for (GraphFormat format : GraphFormat.values()) {
      String graph = format.graph().of(name, topology);
      assertFalse(
          graph.matches("(?s).*[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f].*"), format + ": " + graph);
    }
  }

  @Test
  void svgShowsMarkupAndControlsAsText() throws Exception {
    String name = "<a href=\"x\">&\u0001\n";
    Document svg = parsed(new SvgGraph().of("p", named(name)));
    assertEquals("<a href=\"x\">&\\u0001\\n", contents(svg, "text").get(0));
    assertEquals(0, svg.getElementsByTagName("a").getLength());
  }

  @Test
  void svgHasSignsForWhatXmlCannotSay() throws Exception {
    Document svg = parsed(new SvgGraph().of("p", named("\ud800 alone \uffff \ufffe")));
    assertEquals("? alone \ufffd \ufffd", contents(svg, "text").get(0));
  }

  @Test
  void graphvizTakesIt() throws Exception {
    assumeTrue(isInstalled("dot"), "dot is not installed");
    String name = "\"a\" <b> & \\N\n#";
    Path scratch = Files.createTempFile("graph", ".dot");
    try {
      Files.writeString(scratch, new DotGraph().of(name, named(name)));
      Process dot = new ProcessBuilder("dot", "-Tsvg", scratch.toString()).start();
      String svg = new String(dot.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, dot.waitFor());
      assertTrue(contents(parsed(svg), "text").contains("\"a\" <b> & \\N\\n#"), svg);
    } finally {
      Files.delete(scratch);
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var parser = factory.newDocumentBuilder();
    parser.setErrorHandler(null);
    return parser.parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> contents(Document document, String tag) throws IOException {
    NodeList found = document.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> ((Element) found.item(i)).getTextContent())
        .toList();
  }
}

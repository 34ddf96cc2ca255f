package io.conveyor.cli.graph;

import io.conveyor.Processor;
import io.conveyor.cli.terminal.Controls;
import io.conveyor.topology.Node;
import io.conveyor.topology.Topology;
import java.io.StringWriter;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;

/** A picture for browsers and pages, dark where the reader's system is. */
public final class SvgGraph implements Graph {

  private static final String STYLE =
      """

      .conveyor text { font: 13px monospace; text-anchor: middle; fill: #1f2328 }
      .conveyor .note, .conveyor .end { font-size: 11px; fill: #59636e }
      .conveyor .paper { fill: #ffffff }
      .conveyor .processor { fill: #ddf4ff; stroke: #0969da }
      .conveyor .branch { fill: #fff8c5; stroke: #9a6700 }
      .conveyor .lane { stroke: #59636e; fill: #59636e }
      @media (prefers-color-scheme: dark) {
        .conveyor text { fill: #f0f6fc }
        .conveyor .note, .conveyor .end { fill: #9198a1 }
        .conveyor .paper { fill: #0d1117 }
        .conveyor .processor { fill: #121d2f; stroke: #4493f8 }
        .conveyor .branch { fill: #272115; stroke: #d29922 }
        .conveyor .lane { stroke: #9198a1; fill: #9198a1 }
      }
      """;

  /** How far the box of further workers looks out behind the first one's. */
  private static final int BEHIND = 4;

  /** From the middle of a box to the base line of a text, for one line and for each of two. */
  private static final int ONLY = 5;

  /** From the middle of a lane to the text beside it. */
  private static final int BESIDE_X = 8;

  private static final int BESIDE_Y = 3;

  private static final int UPPER = -2;
  private static final int LOWER = 12;

  private final Function<Edge, String> label;
  private final int leastColumn;

  /** Creates what draws pictures whose lanes say nothing. */
  SvgGraph() {
    this.label = edge -> "";
    this.leastColumn = SvgLayout.LEAST_COLUMN;
  }

  /**
   * Creates what draws pictures with a text beside each lane.
   *
   * @param label the text, which may be empty
   */
  public SvgGraph(Function<Edge, String> label) {
    this.label = label;
    this.leastColumn = SvgLayout.LABELLED_COLUMN;
  }

  @Override
  public String of(String name, Topology topology) {
    StringWriter text = new StringWriter();
    try {
      write(shown(name), new SvgLayout(topology, leastColumn), new Xml(text));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void write(String name, SvgLayout layout, Xml xml) throws XMLStreamException {
    int width = layout.width();
    int height = layout.height();
    xml.begin(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "conveyor",
        "width",
        width,
        "height",
        height,
        "viewBox",
        "0 0 %d %d".formatted(width, height));
    xml.text("title", name);
    xml.text("style", STYLE);
    xml.empty("rect", "class", "paper", "width", width, "height", height);
    for (SvgLayout.Wire wire : layout.wires()) {
      write(wire, xml);
    }
    for (SvgLayout.Box box : layout.boxes()) {
      write(box, xml);
    }
    for (SvgLayout.End end : layout.ends()) {
      text(end.word(), "end", end.x(), end.y(), ONLY, xml);
    }
    xml.end();
  }

  /** A line with a tip. */
  private void write(SvgLayout.Wire wire, Xml xml) throws XMLStreamException {
    String path = "M%d %dV%dl-4 -8h8l-4 8".formatted(wire.x(), wire.fromY(), wire.toY());
    xml.empty("path", "class", "lane", "d", path);
    String beside = label.apply(wire.edge());
    if (!beside.isEmpty()) {
      int y = (wire.fromY() + wire.toY()) / 2 + BESIDE_Y;
      int x = wire.x() + BESIDE_X;
      xml.text(
          "text", shown(beside), "class", "note", "style", "text-anchor: start", "x", x, "y", y);
    }
  }

  private static void write(SvgLayout.Box box, Xml xml) throws XMLStreamException {
    Node node = box.node();
    String note = shown(node.processes());
    boolean isSeveral = node.stage() instanceof Processor processor && isSeveral(processor);
    if (isSeveral) {
      rectangle(box, BEHIND, xml);
    }
    rectangle(box, 0, xml);
    int middle = box.x() + box.width() / 2;
    text(shown(node.title()), "name", middle, box.y(), note.isEmpty() ? ONLY : UPPER, xml);
    if (!note.isEmpty()) {
      text(note, "note", middle, box.y(), LOWER, xml);
    }
  }

  private static boolean isSeveral(Processor processor) {
    return processor.workers() > 1 || processor.isSharingCpus();
  }

  private static void rectangle(SvgLayout.Box box, int behind, Xml xml) throws XMLStreamException {
    boolean processor = box.node().stage() instanceof Processor;
    xml.empty(
        "rect",
        "class",
        processor ? "processor" : "branch",
        "x",
        box.x() + behind,
        "y",
        box.y() - behind,
        "width",
        box.width(),
        "height",
        SvgLayout.BOX_HEIGHT,
        "rx",
        processor ? 4 : SvgLayout.BOX_HEIGHT / 2);
  }

  private static void text(String text, String kind, int x, int y, int below, Xml xml)
      throws XMLStreamException {
    int baseLine = y + SvgLayout.BOX_HEIGHT / 2 + below;
    xml.text("text", text, "class", kind, "x", x, "y", baseLine);
  }

  /** Without what XML has no way to write. */
  private static String shown(String text) {
    return Controls.name(text).replace('\ufffe', '\ufffd').replace('\uffff', '\ufffd');
  }
}

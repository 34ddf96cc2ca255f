package io.conveyor.cli.graph;

import io.conveyor.cli.formats.Format;
import io.conveyor.topology.Topology;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** The forms that a graph can have. */
public enum GraphFormat {
  TEXT,
  DOT,
  MERMAID,
  SVG,
  JSON;

  /** Returns what the end of a file's name says, or text. */
  public static GraphFormat named(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "dot", "gv" -> DOT;
      case "mmd", "mermaid" -> MERMAID;
      case "svg" -> SVG;
      case "json" -> JSON;
      default -> TEXT;
    };
  }

  /** Returns a pipeline's graph in this form, its last line not ended. */
  public String draw(String name, Topology topology) {
    return graph().of(name, topology);
  }

  /** Returns what writes it; only then are its classes loaded. */
  Graph graph() {
    return switch (this) {
      case TEXT -> new TextGraph();
      case DOT -> new DotGraph();
      case MERMAID -> new MermaidGraph();
      case SVG -> new SvgGraph();
      case JSON -> new JsonGraph();
    };
  }

  /** Reads the name of a format, as people write it. */
  public static final class Converter implements ITypeConverter<GraphFormat> {
    @Override
    public GraphFormat convert(String text) {
      return Format.choice(text, values());
    }
  }
}

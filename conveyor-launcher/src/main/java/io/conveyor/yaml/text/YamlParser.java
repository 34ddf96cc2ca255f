package io.conveyor.yaml.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Turns a text of one YAML 1.2 document into a tree, in bounded time and memory: aliases are
 * expanded to no more than {@link #MOST_NODES}, and nothing nests deeper than {@link
 * ShallowParser#DEEPEST}.
 */
public final class YamlParser {

  static final int MOST_NODES = 1_000_000;

  private final SourceText source;
  private final Problems problems;
  private int nodes;

  private YamlParser(SourceText source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /**
   * Parses a text.
   *
   * @param source the text
   * @param problems where duplicate keys and unknown tags go
   * @throws BadValueException if the text is no single YAML document, or goes beyond the limits
   */
  public static Yaml parse(SourceText source, Problems problems) {
    return new YamlParser(source, problems).parse();
  }

  private Yaml parse() {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setAllowDuplicateKeys(true)
            .setUseMarks(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    try {
      StreamReader reader = new StreamReader(settings, source.text());
      ShallowParser events = new ShallowParser(new ParserImpl(settings, reader), this::placeOf);
      Optional<Node> root = new Composer(settings, events).getSingleNode();
      if (root.isEmpty()) {
        throw new BadValueException(Place.whole(source.name()), "holds no document");
      }
      return tree(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      throw new BadValueException(placeOf(e.getProblemMark()), explain(e));
    } catch (ReaderException e) {
      throw new BadValueException(
          placeOfIndex(e.getPosition()),
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new BadValueException(Place.whole(source.name()), "not YAML: " + e.getMessage());
    }
  }

  private static String explain(MarkedYamlEngineException e) {
    String context = e.getContext();
    boolean hasContext = context != null && !context.isBlank();
    return "not YAML: " + (hasContext ? context + ", " : "") + e.getProblem();
  }

  private Yaml tree(Node node, int depth) {
    Place place = placeOf(node.getStartMark());
    if (++nodes > MOST_NODES || depth > ShallowParser.DEEPEST) {
      throw new BadValueException(
          place,
          depth > ShallowParser.DEEPEST
              ? "aliases nest deeper than " + ShallowParser.DEEPEST
              : "aliases expand to more than " + MOST_NODES + " values");
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, place);
    } else if (node instanceof SequenceNode sequence) {
      List<Yaml> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(tree(item, depth + 1));
      }
      requireTag(node, "seq", place);
      return new Yaml.Sequence(place, items);
    }
    requireTag(node, "map", place);
    return mapping((MappingNode) node, place, depth);
  }

  private Yaml mapping(MappingNode node, Place place, int depth) {
    List<Yaml.Entry> entries = new ArrayList<>();
    Set<@Nullable Object> keys = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      Yaml key = tree(tuple.getKeyNode(), depth + 1);
      Yaml value = tree(tuple.getValueNode(), depth + 1);
      if (key instanceof Yaml.Scalar scalar && !keys.add(scalar.value())) {
        problems.add(key.place(), "the key '" + scalar.text() + "' stands here a second time");
      } else {
        entries.add(new Yaml.Entry(key, value));
      }
    }
    return new Yaml.Mapping(place, entries);
  }

  private Yaml scalar(ScalarNode node, Place place) {
    String text = node.getValue();
    try {
      return new Yaml.Scalar(place, text, ScalarValue.of(node.getTag(), text));
    } catch (NumberFormatException e) {
      problems.add(place, "not a value of type " + node.getTag() + ": '" + text + "'");
      return new Yaml.Scalar(place, text, text);
    } catch (IllegalArgumentException e) {
      problems.add(place, String.valueOf(e.getMessage()));
      return new Yaml.Scalar(place, text, text);
    }
  }

  private void requireTag(Node node, String kind, Place place) {
    if (!node.getTag().getValue().equals("tag:yaml.org,2002:" + kind)) {
      problems.add(place, ScalarValue.unknownTag(node.getTag()));
    }
  }

  private Place placeOf(Optional<Mark> mark) {
    return mark.map(at -> source.place(at.getLine() + 1, at.getColumn() + 1))
        .orElse(Place.whole(source.name()));
  }

  private Place placeOfIndex(int index) {
    int end = Math.min(index, source.text().length());
    String before = source.text().substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return source.place(line, end - before.lastIndexOf('\n'));
  }
}

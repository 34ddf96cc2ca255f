package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.yaml.keys.PipelineKeys;
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
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Turns a text of one YAML 1.2 document into a tree, in bounded time and memory: aliases are
 * expanded to no more than {@link #MOST_NODES}, and nothing nests deeper than {@link
 * ShallowParser#DEEPEST}.
 */
public final class YamlParser {

  static final int MOST_NODES = 1_000_000;

  /** Most often what belongs to an item of a list, and is indented as the dash before it. */
  private static final String KEY_OUT_OF_LINE = "expected <block end>, but found '?'";

  private static final Schema SCHEMA = new CoreSchema();
  private static final String VARIABLES = PipelineKeys.VARIABLES.name();

  private final SourceText source;
  private final Problems problems;
  private final Variables variables;
  private int nodes;
  private boolean replacing = true;

  private YamlParser(SourceText source, Variables variables, Problems problems) {
    this.source = source;
    this.variables = variables;
    this.problems = problems;
  }

  /**
   * Parses a text.
   *
   * @param source the text
   * @param variables what stands for variables in values; what the text declares is added to them
   * @param problems where duplicate keys, unknown tags and variables without a value go
   * @throws BadValueException if the text is no single YAML document, or goes beyond the limits
   */
  public static Yaml parse(SourceText source, Variables variables, Problems problems) {
    return new YamlParser(source, variables, problems).parse();
  }

  private Yaml parse() {
    LoadSettings settings =
        LoadSettings.builder()
            .setSchema(SCHEMA)
            .setAllowDuplicateKeys(true)
            .setUseMarks(true)
            .setMaxAliasesForCollections(Integer.MAX_VALUE)
            .build();
    try {
      StreamReader reader = new StreamReader(settings, source.text());
      ShallowParser events = new ShallowParser(new ParserImpl(settings, reader), this::placeOf);
      Optional<Node> root = new Composer(settings, events).getSingleNode();
      if (root.isEmpty()) {
        throw new BadValueException(
            Place.whole(source.name()), ProblemKind.SYNTAX, "holds no document");
      }
      declareVariables(root.get());
      return tree(root.get(), 0);
    } catch (MarkedYamlEngineException e) {
      throw new BadValueException(placeOf(e.getProblemMark()), explain(e));
    } catch (ReaderException e) {
      throw new BadValueException(
          placeOfIndex(e.getPosition()),
          ProblemKind.SYNTAX,
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()));
    } catch (YamlEngineException e) {
      throw new BadValueException(
          Place.whole(source.name()), ProblemKind.SYNTAX, "not YAML: " + e.getMessage());
    }
  }

  /** Before the rest, which may refer to them. */
  private void declareVariables(Node root) {
    if (root instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (isVariables(tuple.getKeyNode())) {
          Declarations.read(literal(tuple.getValueNode(), 1), variables, problems);
        }
      }
    }
  }

  private static boolean isVariables(Node key) {
    return key instanceof ScalarNode scalar && scalar.getValue().equals(VARIABLES);
  }

  /** Returns the tree of what variables are not replaced in. */
  private Yaml literal(Node node, int depth) {
    boolean before = replacing;
    replacing = false;
    try {
      return tree(node, depth);
    } finally {
      replacing = before;
    }
  }

  private static Problem explain(MarkedYamlEngineException e) {
    String context = e.getContext();
    boolean hasContext = context != null && !context.isBlank();
    boolean shallow = e.getProblem().equals(KEY_OUT_OF_LINE);
    return new Problem(
        ProblemKind.SYNTAX,
        "not YAML: " + (hasContext ? context + ", " : "") + e.getProblem(),
        shallow ? "indent it as deep as the key above it" : "");
  }

  private Yaml tree(Node node, int depth) {
    Place place = placeOf(node.getStartMark());
    if (++nodes > MOST_NODES || depth > ShallowParser.DEEPEST) {
      throw new BadValueException(
          place,
          ProblemKind.BEYOND_LIMIT,
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
      Yaml key = literal(tuple.getKeyNode(), depth + 1);
      boolean declares = depth == 0 && isVariables(tuple.getKeyNode());
      Yaml value =
          declares
              ? new Yaml.Scalar(placeOf(tuple.getValueNode().getStartMark()), "", null)
              : tree(tuple.getValueNode(), depth + 1);
      variables.named(key instanceof Yaml.Scalar name ? name.text() : "", value);
      if (key instanceof Yaml.Scalar scalar && !keys.add(scalar.value())) {
        problems.add(
            key.place(),
            ProblemKind.DUPLICATE_KEY,
            "the key '" + scalar.text() + "' stands here a second time");
      } else {
        entries.add(new Yaml.Entry(key, value));
      }
    }
    return new Yaml.Mapping(place, entries);
  }

  private Yaml scalar(ScalarNode node, Place place) {
    String text = node.getValue();
    Tag tag = node.getTag();
    boolean isText = tag.equals(Tag.STR) || tag.equals(Tag.ENV_TAG);
    if (isText && replacing && Variables.areIn(text)) {
      text = variables.replaceIn(text, place, problems);
      // What was not quoted is a number, or whatever else it looks like with its variables.
      tag = SCHEMA.getScalarResolver().resolve(text, node.isPlain());
    }
    try {
      return new Yaml.Scalar(
          place, text, ScalarValue.of(tag.equals(Tag.ENV_TAG) ? Tag.STR : tag, text, place));
    } catch (NumberFormatException e) {
      problems.add(
          place, ProblemKind.WRONG_TYPE, "not a value of type " + tag + ": '" + text + "'");
      return new Yaml.Scalar(place, text, text);
    } catch (BadValueException e) {
      problems.add(e);
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

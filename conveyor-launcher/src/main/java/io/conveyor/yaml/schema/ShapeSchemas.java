package io.conveyor.yaml.schema;

import io.conveyor.spi.Quantity;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.Keys.Shape;
import io.conveyor.yaml.keys.Keys.Shape.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What a schema says of shapes. */
final class ShapeSchemas {

  private static final String TYPE = "type";

  /** Of a single value, what is not in quotes may be read as any of these. */
  private static final List<String> SCALARS = List.of("string", "number", "boolean");

  private static final Map<String, Object> VARIABLE = ordered(TYPE, "string", "pattern", "\\$\\{");

  /** Those that not every text is one of. */
  private static final Set<Kind> STRICT =
      EnumSet.of(Kind.WHOLE, Kind.FLAG, Kind.YES, Kind.NAME, Kind.WORD, Kind.SIZE, Kind.TIME);

  private static final String NUMBER = "\\d{1,19}(\\.\\d{1,9})? ?";
  private static final String NAME = "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$";

  private final Function<Keys, Map<String, Object>> references;

  /**
   * Creates the schemas.
   *
   * @param references gives what stands for a mapping of known keys
   */
  ShapeSchemas(Function<Keys, Map<String, Object>> references) {
    this.references = references;
  }

  Map<String, Object> of(Shape shape) {
    List<Map<String, Object>> all = new ArrayList<>();
    shape.alternatives().forEach(one -> all.add(alternative(one)));
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    shape.alternatives().forEach(one -> kinds.add(one.kind()));
    if (!kinds.contains(Kind.TEXT) && kinds.stream().anyMatch(STRICT::contains)) {
      all.add(VARIABLE);
    }
    return all.size() == 1 ? all.get(0) : Map.of("anyOf", all);
  }

  private Map<String, Object> alternative(Shape shape) {
    return switch (shape.kind()) {
      case WHOLE -> ordered(TYPE, "integer", "minimum", shape.least(), "maximum", shape.most());
      case FLAG -> Map.of(TYPE, "boolean");
      case YES -> Map.of("const", true);
      case TEXT -> Map.of(TYPE, SCALARS);
      case NAME -> ordered(TYPE, SCALARS, "pattern", NAME);
      case WORD -> Map.of("enum", shape.words());
      case SIZE -> ordered(TYPE, SCALARS, "minimum", 0, "pattern", quantity(Quantity.sizes()));
      case TIME -> ordered(TYPE, "string", "pattern", quantity(Quantity.times()) + "|^[+-]?[Pp]");
      case BLOCK -> Map.of("not", Map.of(TYPE, "null"));
      case NOTHING -> Map.of(TYPE, "null");
      case LIST -> list(shape);
      case MAP -> ordered(TYPE, "object", "additionalProperties", of(shape.parts().get(0)));
      case MAPPING -> references.apply(keys(shape));
      case EITHER -> of(shape);
    };
  }

  private Map<String, Object> list(Shape shape) {
    return shape.least() == 0
        ? ordered(TYPE, "array", "items", of(shape.parts().get(0)))
        : ordered(TYPE, "array", "minItems", shape.least(), "items", of(shape.parts().get(0)));
  }

  private static Keys keys(Shape mapping) {
    Keys keys = mapping.keys();
    if (keys == null) {
      throw new IllegalArgumentException("a mapping without keys");
    }
    return keys;
  }

  private static String quantity(Set<String> units) {
    return "^" + NUMBER + "(" + String.join("|", units) + ")$";
  }

  /** Keys in the order in which people read them. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      ordered.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return ordered;
  }
}

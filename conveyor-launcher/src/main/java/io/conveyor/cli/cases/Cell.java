package io.conveyor.cli.cases;

import com.fasterxml.jackson.databind.JsonNode;
import io.conveyor.cli.formats.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A block as it is compared, by value: numbers by what they are, objects without the order of their
 * keys.
 *
 * @param text the block as people see it: as JSON, or as a line
 * @param plain the text that patterns are found in
 * @param key the same for all blocks that are equal
 */
record Cell(String text, String plain, String key) {

  /** Returns a line of text. */
  static Cell line(String line) {
    return new Cell(line, line, line);
  }

  /**
   * Returns a block as JSON.
   *
   * @throws io.conveyor.ConveyorException if it cannot be written so
   */
  static Cell of(Object block) {
    String text = new String(Json.write(block), StandardCharsets.UTF_8);
    JsonNode tree = (JsonNode) Json.tree(block);
    if (tree == null) {
      return line(text);
    }
    return new Cell(text, tree.isTextual() ? tree.textValue() : text, key(tree));
  }

  private static String key(JsonNode node) {
    if (node.isNumber()) {
      return number(node);
    } else if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(Cell::key)
          .collect(Collectors.joining(",", "[", "]"));
    } else if (node.isObject()) {
      Map<String, String> sorted = new TreeMap<>();
      node.properties().forEach(each -> sorted.put(each.getKey(), key(each.getValue())));
      return sorted.toString();
    }
    return node.toString();
  }

  /** What is no number after all, JSON has as text. */
  private static String number(JsonNode node) {
    String digits = node.asText();
    return digits.matches("-?[0-9].*")
        ? new BigDecimal(digits).stripTrailingZeros().toString()
        : '"' + digits + '"';
  }
}

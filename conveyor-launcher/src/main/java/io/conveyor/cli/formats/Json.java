package io.conveyor.cli.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as blocks: numbers become Integer, Long, BigInteger or Double, objects LinkedHashMap,
 * and arrays ArrayList. A class of its own so that Jackson is loaded only if it is used.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private Json() {}

  /** Parses the line that a reader is at; returns null if it is blank. */
  static @Nullable Object parse(LineReader line) {
    if (isBlank(line)) {
      return null;
    }
    try {
      Object block = MAPPER.readValue(line.bytes(), line.start(), line.length(), Object.class);
      if (block == null) {
        throw line.bad("a block cannot be null", new IllegalArgumentException("null"));
      }
      return block;
    } catch (JsonProcessingException e) {
      throw line.bad("not JSON: " + e.getOriginalMessage() + column(e), e);
    } catch (IOException e) {
      throw line.bad("not JSON: " + e.getMessage(), e);
    }
  }

  private static String column(JsonProcessingException e) {
    return e.getLocation() == null ? "" : ", at column " + e.getLocation().getColumnNr();
  }

  private static boolean isBlank(LineReader line) {
    for (int i = line.start(); i < line.start() + line.length(); i++) {
      if (line.bytes()[i] != ' ' && line.bytes()[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Returns a description and further fields, as an object on a line. */
  public static byte[] write(Object description, Map<String, Object> further) {
    ObjectNode object = MAPPER.valueToTree(description);
    new TreeMap<>(further).forEach((key, value) -> object.set(key, MAPPER.valueToTree(value)));
    return write(object);
  }

  /** Returns a block as JSON, or null if it cannot be written so. */
  public static @Nullable Object tree(Object block) {
    try {
      return MAPPER.valueToTree(block);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static byte[] write(Object block) {
    try {
      return MAPPER.writeValueAsBytes(block);
    } catch (JsonProcessingException e) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "a result of %s cannot be written as JSON: %s"
              .formatted(block.getClass(), e.getOriginalMessage()),
          e);
    }
  }
}

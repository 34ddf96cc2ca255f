package io.conveyor.cli.formats;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as blocks: numbers become Integer, Long, BigInteger, Double or, with more digits than
 * that has, BigDecimal; objects LinkedHashMap, and arrays ArrayList. A class of its own so that
 * Jackson is loaded only if it is used.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
          .registerModule(new JsonValues());

  private static final Pattern PARSERS_OWN =
      Pattern.compile(
          " \\((start marker|through)[^)]*\\).*"
              + "|,? ?from `[^`]*`|: enable \\S+ to allow| ?\\((to avoid exception|use |not recognized as one )[^)]*\\)");

  private static final Pattern CONTROLS =
      Pattern.compile("[\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

  private Json() {}

  /** Parses the line that a reader is at; returns null if it is blank. */
  static @Nullable Object parse(LineReader line) {
    Object number = WholeNumbers.parse(line.bytes(), line.start(), line.length());
    return number != null || isBlank(line) ? number : parseValue(line);
  }

  private static Object parseValue(LineReader line) {
    try {
      Object block = MAPPER.readValue(line.bytes(), line.start(), line.length(), Object.class);
      if (block == null) {
        throw line.bad(0, "a block cannot be null", new IllegalArgumentException("null"));
      }
      return block;
    } catch (JsonProcessingException e) {
      throw line.bad(place(e, line), "not JSON: " + reason(e), e);
    } catch (IOException e) {
      throw line.bad(0, "not JSON: " + e.getMessage(), e);
    }
  }

  /** Returns what is wrong, without what only helps those who configure the parser. */
  private static String reason(JsonProcessingException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return message.startsWith("Trailing token")
        ? "more than one value on the line"
        : PARSERS_OWN.matcher(message).replaceAll("");
  }

  private static int place(JsonProcessingException e, LineReader line) {
    long place = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
    return Math.toIntExact(Math.max(0, Math.min(place, line.length())));
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
    return withoutControls(new String(write(object), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** JSON itself only escapes some controls of those that a terminal obeys. */
  private static String withoutControls(String json) {
    return CONTROLS
        .matcher(json)
        .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
  }

  /** Returns a block as JSON, or null if it cannot be written so. */
  public static @Nullable Object tree(Object block) {
    try {
      return MAPPER.valueToTree(block);
    } catch (IllegalArgumentException | StackOverflowError | OutOfMemoryError e) {
      return null;
    }
  }

  /** Adds a block as JSON. */
  static void write(Object block, LineBuffer line) {
    if (!WholeNumbers.write(block, line)) {
      byte[] json = write(block);
      line.write(json, 0, json.length);
    }
  }

  /** Returns a block as JSON. */
  public static byte[] write(Object block) {
    try {
      return MAPPER.writeValueAsBytes(block);
    } catch (JsonProcessingException e) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "a result of %s cannot be written as JSON: %s".formatted(block.getClass(), reason(e)),
          e);
    }
  }

  /** Returns values as JSON for people, on several lines. */
  public static String indented(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not to be written as JSON: " + value.getClass(), e);
    }
  }
}

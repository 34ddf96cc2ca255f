package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What a scalar means in the core schema of YAML 1.2. */
final class ScalarValue {

  private static final int MOST_DIGITS = 1000;

  private ScalarValue() {}

  /**
   * Returns the value: the smallest of Integer, Long and BigInteger that holds it, a Double, a
   * Boolean, a String, or null.
   *
   * @throws NumberFormatException if the text is no number though its tag says so
   * @throws BadValueException if the tag is none of the core schema, or the number has too many
   *     digits
   */
  static @Nullable Object of(Tag tag, String text, Place place) {
    if (tag.equals(Tag.STR)) {
      return text;
    } else if (tag.equals(Tag.NULL)) {
      return null;
    } else if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    } else if (tag.equals(Tag.INT)) {
      return smallest(integer(text, place));
    } else if (tag.equals(Tag.FLOAT)) {
      return floating(text);
    }
    throw new BadValueException(place, unknownTag(tag));
  }

  static Problem unknownTag(Tag tag) {
    return new Problem(
        ProblemKind.SYNTAX,
        "the tag " + tag + " is not allowed here",
        "only those of YAML's core schema are");
  }

  private static BigInteger integer(String text, Place place) {
    String digits = text.startsWith("+") ? text.substring(1) : text;
    if (digits.length() > MOST_DIGITS) {
      // Reading a number takes time with the square of its length.
      throw new BadValueException(
          place,
          ProblemKind.BEYOND_LIMIT,
          "a number of %d digits: at most %d are allowed".formatted(digits.length(), MOST_DIGITS));
    }
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    return digits.startsWith("0o")
        ? new BigInteger(digits.substring(2), 8)
        : new BigInteger(digits);
  }

  private static Object smallest(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static Double floating(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".nan" -> Double.NaN;
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.valueOf(text);
    };
  }
}

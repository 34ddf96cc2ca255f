package io.conveyor.yaml.text;

import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import io.conveyor.spi.Quantity;
import io.conveyor.yaml.keys.Keys.Shape;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of the file with its key, asked for as what it should be.
 *
 * @param key the key it stands under
 * @param node the value
 */
public record Value(String key, Yaml node) {

  /** Returns a whole number that fits an int. */
  public int integer() {
    if (node instanceof Yaml.Scalar scalar && scalar.value() instanceof Integer number) {
      return number;
    }
    if (node instanceof Yaml.Scalar scalar && isWhole(scalar.value())) {
      throw outOfRange("must be from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    throw wrongType("must be a whole number");
  }

  /** A number that no int holds is out of the range of each setting: that range is what helps. */
  void requireWithin(Shape shape) {
    if (node instanceof Yaml.Scalar scalar && isWhole(scalar.value())) {
      for (Shape each : shape.alternatives()) {
        if (each.kind() == Shape.Kind.WHOLE) {
          throw outOfRange("must be from %d to %d".formatted(each.least(), each.most()));
        }
      }
    }
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** Returns a truth value. */
  public boolean flag() {
    if (node instanceof Yaml.Scalar scalar && scalar.value() instanceof Boolean flag) {
      return flag;
    }
    throw wrongType("must be true or false");
  }

  /** Returns the text; numbers and the like count as the text they were written as. */
  public String text() {
    if (node instanceof Yaml.Scalar scalar && scalar.value() != null) {
      return scalar.text();
    }
    throw wrongType("must be text");
  }

  /** Returns a size in bytes, such as {@code 64MiB}. */
  public long bytes() {
    Long bytes = Quantity.bytes(written());
    if (bytes == null) {
      throw wrongType("must be a size, such as 10B, 512KiB, 64MiB or 2GiB");
    } else if (bytes < 0) {
      throw outOfRange("must not be negative");
    }
    return bytes;
  }

  /** Returns a length of time, such as {@code 30s}. */
  public Duration duration() {
    Duration length = Quantity.duration(written());
    if (length == null) {
      throw wrongType("must be a length of time with its unit, such as 500ms, 30s or 5m");
    }
    return length;
  }

  private String written() {
    return node instanceof Yaml.Scalar scalar && scalar.value() != null ? scalar.text() : "";
  }

  /** Returns a size that fits an int. */
  public int intBytes() {
    long bytes = bytes();
    if (bytes > Integer.MAX_VALUE) {
      throw outOfRange("must be less than 2GiB");
    }
    return (int) bytes;
  }

  /** Returns the values of a list. */
  public List<Value> list() {
    if (node instanceof Yaml.Sequence sequence) {
      return sequence.items().stream().map(item -> new Value(key, item)).toList();
    }
    throw wrongType("must be a list");
  }

  /** Returns the texts of a list. */
  public List<String> texts() {
    return list().stream().map(Value::text).toList();
  }

  /** Returns the values of a mapping. */
  public List<Value> entries() {
    if (node instanceof Yaml.Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> new Value(entry.name(), entry.value()))
          .toList();
    }
    throw wrongType("must be a mapping");
  }

  /** Returns the value as a block: with lists and maps that can be changed, in the file's order. */
  public Object block() {
    Object block = plain(node);
    if (block == null) {
      throw wrongType("a block must be a value");
    }
    return block;
  }

  private static @Nullable Object plain(Yaml node) {
    if (node instanceof Yaml.Sequence sequence) {
      List<@Nullable Object> list = new ArrayList<>();
      sequence.items().forEach(item -> list.add(plain(item)));
      return list;
    } else if (node instanceof Yaml.Mapping mapping) {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      mapping.entries().forEach(entry -> map.put(plain(entry.key()), plain(entry.value())));
      return map;
    }
    return ((Yaml.Scalar) node).value();
  }

  /**
   * Returns the path of something that is there.
   *
   * @param file what the path is relative to
   */
  public Path existing(Path file) {
    Path path = path(file);
    if (!Files.exists(path)) {
      throw problem(ProblemKind.UNKNOWN_FILE, "no such file: " + path);
    }
    return path;
  }

  /** Returns the path of a file that is there, and is not a directory, a device or the like. */
  public Path existingFile(Path file) {
    Path path = existing(file);
    if (!Files.isRegularFile(path)) {
      throw problem(ProblemKind.UNUSABLE_FILE, "is not a file: " + path);
    }
    return path;
  }

  /** Returns a path, whether there is anything or not. */
  public Path path(Path file) {
    try {
      return file.toAbsolutePath().resolveSibling(text()).normalize();
    } catch (InvalidPathException e) {
      throw wrongType("must be a path");
    }
  }

  /** Returns what to throw when something about the value is wrong. */
  public BadValueException problem(ProblemKind kind, String what) {
    return problem(kind, what, "");
  }

  private BadValueException problem(ProblemKind kind, String what, String remedy) {
    return new BadValueException(node.place(), new Problem(kind, key + ": " + what, remedy));
  }

  /** Returns what to throw when the value is none of a few known ones. */
  public BadValueException unknownValue(String rule, Collection<String> known) {
    String near = node instanceof Yaml.Scalar scalar ? scalar.text() : "";
    return problem(ProblemKind.UNKNOWN_VALUE, but(rule), Suggestions.nearest(near, known));
  }

  /** Returns what to throw when the value is of another type than it must be. */
  public BadValueException wrongType(String rule) {
    return problem(ProblemKind.WRONG_TYPE, but(rule));
  }

  private BadValueException outOfRange(String rule) {
    return problem(ProblemKind.OUT_OF_RANGE, but(rule));
  }

  private String but(String rule) {
    return rule + ", but is " + node.describe();
  }
}

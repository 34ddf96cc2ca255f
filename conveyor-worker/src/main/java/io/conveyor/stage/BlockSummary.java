package io.conveyor.stage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block in a few words, for the report that a job failed over it. However large the block is, no
 * more is looked at than is shown.
 */
final class BlockSummary {

  private static final int LIMIT = 100;
  private static final String DOTS = "…";
  private static final int DEPTH = 4;
  private static final int DIGITS_BITS = 4 * LIMIT;

  /** Adds one of several parts. */
  private interface Adder<P> {
    void add(P part) throws ReflectiveOperationException;
  }

  private final StringBuilder text = new StringBuilder();

  private BlockSummary() {}

  /** Returns the text; what a block's own methods throw is no matter. */
  static String of(@Nullable Object block) {
    BlockSummary shown = new BlockSummary();
    try {
      shown.add(block, 0);
    } catch (RuntimeException | ReflectiveOperationException | LinkageError e) {
      shown.text.append(DOTS);
    } catch (StackOverflowError | OutOfMemoryError e) {
      return block == null ? "" : block.getClass().getSimpleName();
    }
    StringBuilder all = shown.text;
    return all.length() <= LIMIT ? all.toString() : all.substring(0, LIMIT) + DOTS;
  }

  private boolean isFull() {
    return text.length() > LIMIT;
  }

  private void add(@Nullable Object value, int depth) throws ReflectiveOperationException {
    if (value instanceof CharSequence chars) {
      addQuoted(chars);
    } else if (value instanceof Map<?, ?> map && depth < DEPTH) {
      addMap(map, depth);
    } else if (value instanceof Collection<?> items && depth < DEPTH) {
      addEach("[", items, item -> add(item, depth + 1), "]");
    } else if (value instanceof Record parts && depth < DEPTH) {
      addParts(parts, depth);
    } else {
      text.append(hasText(value) ? String.valueOf(value) : nameOf(value));
    }
  }

  private void addQuoted(CharSequence chars) {
    text.append('"');
    for (int i = 0; i < chars.length() && !isFull(); i++) {
      char c = chars.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c);
      }
    }
    text.append('"');
  }

  private void addMap(Map<?, ?> map, int depth) throws ReflectiveOperationException {
    addEach(
        "{",
        map.entrySet(),
        entry -> {
          add(entry.getKey(), depth + 1);
          text.append(": ");
          add(entry.getValue(), depth + 1);
        },
        "}");
  }

  private void addParts(Record parts, int depth) throws ReflectiveOperationException {
    addEach(
        parts.getClass().getSimpleName() + "[",
        List.of(parts.getClass().getRecordComponents()),
        part -> {
          part.getAccessor().setAccessible(true);
          text.append(part.getName()).append('=');
          add(part.getAccessor().invoke(parts), depth + 1);
        },
        "]");
  }

  private <P> void addEach(String open, Collection<P> parts, Adder<P> adder, String close)
      throws ReflectiveOperationException {
    text.append(open);
    String separator = "";
    for (P part : parts) {
      text.append(separator);
      if (isFull()) {
        return;
      }
      adder.add(part);
      separator = ", ";
    }
    text.append(close);
  }

  /** Returns whether a value says in short what it is. */
  private static boolean hasText(@Nullable Object value) {
    if (value instanceof BigInteger number) {
      return number.bitLength() < DIGITS_BITS;
    }
    if (value instanceof BigDecimal number) {
      return number.unscaledValue().bitLength() < DIGITS_BITS;
    }
    return value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>
        || isOf(value, "java.time.")
        || isOf(value, "java.util.UUID")
        || isOf(value, "java.net.URI")
        || isOf(value, "sun.nio.fs.");
  }

  private static boolean isOf(Object value, String prefix) {
    return value.getClass().getName().startsWith(prefix);
  }

  private static String nameOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getSimpleName();
  }
}

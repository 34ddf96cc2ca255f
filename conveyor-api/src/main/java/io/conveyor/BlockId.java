package io.conveyor;

import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which block of a pipeline's run it is. The same block has the same id however often it is tried,
 * also by a worker that replaces another, and in a durable run that is resumed. Immutable.
 *
 * <p>Its text is {@code origin:sequence}, such as {@code 3:17}.
 *
 * @param origin where the block came from: the number of its source within the pipeline's plan, at
 *     least 0. Engines number the places from which stages take blocks; a number stays the same for
 *     the whole run, over recovery, and in a resumed run.
 * @param sequence the number of the block among those of its origin, at least 0
 */
public record BlockId(int origin, long sequence) implements Comparable<BlockId>, Serializable {

  private static final long serialVersionUID = 1L;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,10}):(\\d{1,19})");

  private static final Comparator<BlockId> ORDER =
      Comparator.comparingInt(BlockId::origin).thenComparingLong(BlockId::sequence);

  /**
   * Creates an id.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public BlockId {
    if (origin < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "block id %d:%d: both numbers must be at least 0".formatted(origin, sequence));
    }
  }

  /**
   * Reads an id from its text, as {@link #toString()} gives it.
   *
   * @param text two numbers in decimal digits with a colon between them, such as {@code 3:17}
   * @throws IllegalArgumentException if it is none, or a number is too large
   */
  public static BlockId parse(String text) {
    Matcher numbers = TEXT.matcher(text);
    if (!numbers.matches()) {
      throw wrong(text, null);
    }
    try {
      return new BlockId(Integer.parseInt(numbers.group(1)), Long.parseLong(numbers.group(2)));
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
  }

  private static IllegalArgumentException wrong(String text, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "block id '%s': expected origin and sequence number, such as 3:17".formatted(text), cause);
  }

  /** Compares by origin, then by sequence number. */
  @Override
  public int compareTo(BlockId other) {
    return ORDER.compare(this, other);
  }

  /** Returns {@code origin:sequence}. */
  @Override
  public String toString() {
    return origin + ":" + sequence;
  }
}

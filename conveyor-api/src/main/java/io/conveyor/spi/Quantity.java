package io.conveyor.spi;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers with a unit: sizes such as {@code 64MiB}, and lengths of time such as {@code 30s}. */
public final class Quantity {

  /** Powers of 1000 and of 1024. A letter alone is a power of 1024, as for {@code java -Xmx}. */
  private static final Map<String, Long> BYTES =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("KiB", 1L << 10),
          Map.entry("MiB", 1L << 20),
          Map.entry("GiB", 1L << 30),
          Map.entry("TiB", 1L << 40),
          Map.entry("K", 1L << 10),
          Map.entry("M", 1L << 20),
          Map.entry("G", 1L << 30),
          Map.entry("T", 1L << 40),
          Map.entry("k", 1L << 10),
          Map.entry("m", 1L << 20),
          Map.entry("g", 1L << 30),
          Map.entry("t", 1L << 40));

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private static final Pattern NUMBER_WITH_UNIT =
      Pattern.compile("(-?\\d{1,19}(?:\\.\\d{1,9})?) ?([A-Za-z]*)");

  private Quantity() {}

  /** Returns the units of sizes; the empty one is bytes. */
  public static Set<String> sizes() {
    return new TreeSet<>(BYTES.keySet());
  }

  /** Returns the units of lengths of time. */
  public static Set<String> times() {
    return new TreeSet<>(NANOS.keySet());
  }

  /**
   * Returns how many bytes a text says, or null if it says none, or no whole number. Without a unit
   * a number means bytes.
   */
  public static @Nullable Long bytes(String text) {
    return product(text, BYTES);
  }

  /**
   * Returns how long a text says, such as {@code 30s} or {@code PT30S}, or null if it says nothing,
   * or has no unit.
   */
  public static @Nullable Duration duration(String text) {
    Long nanos = product(text, NANOS);
    return nanos != null ? Duration.ofNanos(nanos) : iso(text);
  }

  private static @Nullable Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns the number times its unit, or null if there is no such unit, or it is no long. */
  private static @Nullable Long product(String text, Map<String, Long> units) {
    Matcher parts = NUMBER_WITH_UNIT.matcher(text);
    Long unit = parts.matches() ? units.get(parts.group(2)) : null;
    if (unit == null) {
      return null;
    }
    try {
      BigDecimal product = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
      return product.longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}

package io.conveyor.spi;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads sizes and lengths of time as users write them. */
public final class Quantity {

  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)\\s*([A-Za-z]*)");

  private static final Map<String, Long> BYTES =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("kB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("K", 1L << 10),
          Map.entry("k", 1L << 10),
          Map.entry("KiB", 1L << 10),
          Map.entry("M", 1L << 20),
          Map.entry("m", 1L << 20),
          Map.entry("MiB", 1L << 20),
          Map.entry("G", 1L << 30),
          Map.entry("g", 1L << 30),
          Map.entry("GiB", 1L << 30),
          Map.entry("T", 1L << 40),
          Map.entry("t", 1L << 40),
          Map.entry("TiB", 1L << 40));

  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);

  private Quantity() {}

  /** Returns the bytes of a size such as {@code 64MiB}, or null if the text is none. */
  public static @Nullable Long bytes(String text) {
    return inUnits(text, BYTES);
  }

  /** Returns a length of time such as {@code 30s} or {@code PT30S}, or null if the text is none. */
  public static @Nullable Duration duration(String text) {
    Long nanos = inUnits(text, NANOS);
    return nanos != null ? Duration.ofNanos(nanos) : iso(text);
  }

  private static @Nullable Duration iso(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Long inUnits(String text, Map<String, Long> units) {
    Matcher parts = NUMBER_AND_UNIT.matcher(text.trim());
    Long unit = parts.matches() ? units.get(parts.group(2)) : null;
    if (unit == null) {
      return null;
    }
    try {
      return new BigDecimal(parts.group(1))
          .multiply(BigDecimal.valueOf(unit))
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      return null;
    }
  }
}

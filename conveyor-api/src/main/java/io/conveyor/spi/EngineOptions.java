package io.conveyor.spi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of an engine, asked for one by one. What is wrong with one is remembered, and the
 * value for an absent one is given instead, so that {@link #refusals} has all that is wrong; that
 * includes options which nobody asked for. For one thread.
 */
public final class EngineOptions {

  private final String engine;
  private final Map<String, String> given;
  private final TreeSet<String> known = new TreeSet<>();
  private final List<Refusal> misfits = new ArrayList<>();

  /**
   * Creates options.
   *
   * @param engine the engine's name, for messages
   * @param given the options that were given, by name
   */
  public EngineOptions(String engine, Map<String, String> given) {
    this.engine = engine;
    this.given = new TreeMap<>(given);
  }

  /** Returns the text of an option, or null if it is not given. */
  public @Nullable String text(String option) {
    known.add(option);
    return given.get(option);
  }

  /** Returns the path that an option gives, or null if it is not given. */
  public @Nullable Path path(String option) {
    return read(option, null, EngineOptions::pathOf, "must be a path");
  }

  /** Returns whether something is so; {@code absent} if the option is not given. */
  public boolean flag(String option, boolean absent) {
    return Boolean.TRUE.equals(
        read(option, absent, EngineOptions::flagOf, "must be true or false"));
  }

  private static @Nullable Boolean flagOf(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> null;
    };
  }

  private static @Nullable Path pathOf(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * Returns a size in bytes.
   *
   * @param option its name
   * @param absent its value if it is not given
   * @param least the least that may be given
   * @param most the most that may be given
   */
  public long bytes(String option, long absent, long least, long most) {
    Long size =
        read(option, absent, Quantity::bytes, "must be a size, such as 10B, 512KiB, 64MiB or 2GiB");
    if (size != null && size >= least && size <= most) {
      return size;
    }
    if (size != null) {
      refuse(option, outOfRange(size < least, size < least ? least : most, "bytes", size));
    }
    return absent;
  }

  /**
   * Returns a length of time.
   *
   * @param option its name
   * @param absent its value if it is not given
   * @param least the least that may be given
   * @param most the most that may be given
   */
  public Duration duration(String option, Duration absent, Duration least, Duration most) {
    Duration length =
        read(
            option,
            absent,
            Quantity::duration,
            "must be a length of time, such as 500ms, 30s or 5m");
    if (length != null && length.compareTo(least) >= 0 && length.compareTo(most) <= 0) {
      return length;
    }
    if (length != null) {
      boolean less = length.compareTo(least) < 0;
      refuse(option, outOfRange(less, (less ? least : most).toMillis(), "ms", length.toMillis()));
    }
    return absent;
  }

  private static String outOfRange(boolean less, long bound, String unit, long value) {
    return "must be at %s %d %s, but is %d".formatted(less ? "least" : "most", bound, unit, value);
  }

  private <T> @Nullable T read(
      String option, @Nullable T absent, Function<String, @Nullable T> reader, String rule) {
    String text = text(option);
    if (text == null) {
      return absent;
    }
    T value = reader.apply(text);
    if (value == null) {
      refuse(option, "%s, but is '%s'".formatted(rule, text));
    }
    return value;
  }

  private void refuse(String option, String cause) {
    misfits.add(Refusal.ofPipeline(option, cause, ""));
  }

  /** Returns what is wrong with the options, including those that have not been asked for. */
  public List<Refusal> refusals() {
    List<Refusal> all = new ArrayList<>(misfits);
    given.keySet().stream()
        .filter(option -> !known.contains(option))
        .forEach(option -> all.add(Refusal.ofPipeline(option, unknown(), remedy(option))));
    return List.copyOf(all);
  }

  private String unknown() {
    return "engine '%s' has no such option".formatted(engine);
  }

  private String remedy(String option) {
    if (known.isEmpty()) {
      return "it has none";
    }
    String near = Nearest.to(option, known);
    return near == null ? "it has " + String.join(", ", known) : "did you mean '" + near + "'?";
  }
}

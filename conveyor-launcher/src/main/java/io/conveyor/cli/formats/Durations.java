package io.conveyor.cli.formats;

import io.conveyor.spi.Quantity;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Shows durations to people. */
public final class Durations {

  private Durations() {}

  /** Reads durations as pipeline files have them. */
  public static final class Converter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      Duration length = Quantity.duration(text);
      if (length == null) {
        throw misfit(text);
      }
      return length;
    }

    private static TypeConversionException misfit(String text) {
      return new TypeConversionException(
          "'%s' must be a length of time with its unit, such as 500ms, 30s or 5m".formatted(text));
    }
  }

  /** Returns a duration such as {@code 0.25 s}, {@code 12.3 s} or {@code 1:02:03}. */
  public static String show(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.2f s" : "%.1f s", seconds);
    }
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}

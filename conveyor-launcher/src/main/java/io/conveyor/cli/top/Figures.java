package io.conveyor.cli.top;

import java.util.Locale;

/** Numbers as short as a column is narrow. */
final class Figures {

  private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB"};

  private Figures() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns a number of something each second. */
  static String rate(double each) {
    return each == 0 ? "0" : String.format(Locale.ROOT, each < 100 ? "%.1f" : "%,.0f", each);
  }

  static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  /** Returns processor cores in use. */
  static String cores(double cores) {
    return String.format(Locale.ROOT, "%.2f", cores);
  }

  static String bytes(long bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= 1000 && unit < BYTES.length - 1) {
      left /= 1000;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit > 0 && left < 10 ? "%.1f %s" : "%.0f %s", left, BYTES[unit]);
  }

  static String time(double nanos) {
    if (nanos < 1e3) {
      return String.format(Locale.ROOT, "%.0f ns", nanos);
    } else if (nanos < 1e6) {
      return scaled(nanos / 1e3, "us");
    } else if (nanos < 1e9) {
      return scaled(nanos / 1e6, "ms");
    }
    return nanos < 60e9 ? scaled(nanos / 1e9, "s") : clock(nanos);
  }

  private static String clock(double nanos) {
    long seconds = (long) (nanos / 1e9);
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String scaled(double number, String unit) {
    return String.format(Locale.ROOT, number < 10 ? "%.1f %s" : "%.0f %s", number, unit);
  }
}

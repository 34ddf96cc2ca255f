package io.conveyor.cli.doctor;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {

  private static final long GIB = 1L << 30;

  private Sizes() {}

  static String show(long bytes) {
    return bytes >= GIB
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) GIB)
        : "%d MiB".formatted(bytes >> 20);
  }
}

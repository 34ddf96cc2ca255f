package io.conveyor.cli.doctor;

import java.util.Locale;
import java.util.Map;

/**
 * What was found out about one thing.
 *
 * @param level how bad it is
 * @param about the thing
 * @param found what it is like
 * @param remedy what to do; empty if there is nothing to do
 */
record Finding(Level level, String about, String found, String remedy) {

  enum Level {
    /** It is as it should be. */
    OK,
    /** Some pipelines are slower because of it, or fail. */
    WARN,
    /** No pipeline runs. */
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String about, String found) {
    return new Finding(Level.OK, about, found, "");
  }

  static Finding warn(String about, String found, String remedy) {
    return new Finding(Level.WARN, about, found, remedy);
  }

  static Finding fail(String about, String found, String remedy) {
    return new Finding(Level.FAIL, about, found, remedy);
  }

  /** Returns it as lines for people. */
  String text() {
    String line = "  %-4s  %-14s  %s".formatted(level, about, found);
    return remedy.isEmpty() ? line : "%s%n  %22s%s".formatted(line, "", remedy);
  }

  /** Returns it as values for programs. */
  Map<String, Object> values() {
    return Map.of("level", level.toString(), "about", about, "found", found, "remedy", remedy);
  }
}

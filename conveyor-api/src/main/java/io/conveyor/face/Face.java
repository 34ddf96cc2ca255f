package io.conveyor.face;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Where a user sets what messages speak of. Code knows settings by their keys in pipeline files,
 * and a message names them by the face of the thread that words it. Threads have the face of the
 * one that started them: the command's code {@linkplain #during runs} with {@link #PIPELINE_FILE},
 * and so do its workers; everything else is a Java program's.
 */
public enum Face {

  /** Methods: {@code pipeSize(...)}. */
  JAVA {
    @Override
    String named(String key) {
      String method = SETTINGS.contains(key) ? camelCase(key) : METHODS.get(key);
      return method == null ? key : method + "(...)";
    }

    @Override
    String valued(String key, String value, boolean quoted) {
      String shown = quoted ? '"' + value + '"' : value;
      String named = named(key);
      return named.equals(key) ? key + ' ' + shown : named.replace("...", shown);
    }
  },

  /** Keys of a pipeline file, and options of the command: {@code pipe-size}. */
  PIPELINE_FILE {
    @Override
    String named(String key) {
      return OPTIONS.getOrDefault(key, key);
    }

    @Override
    String valued(String key, String value, boolean quoted) {
      return named(key) + ' ' + (quoted ? "'" + value + "'" : value);
    }
  };

  /** Those that have the same name in Java, but for its case. */
  private static final Set<String> SETTINGS =
      Set.of(
          "cpus",
          "dead-letters",
          "directory",
          "drain-timeout",
          "durable",
          "environment",
          "flatten",
          "healthy-after",
          "heap",
          "in-flight",
          "in-launcher",
          "jvm-args",
          "largest-block",
          "liveness-timeout",
          "max-skipped",
          "on-error",
          "ordered",
          "payload",
          "pipe-size",
          "post-mortem",
          "queue-size",
          "restart-backoff",
          "restarts",
          "retries",
          "retry-backoff",
          "shared-memory",
          "start-timeout",
          "stateful",
          "stateless",
          "stop-grace",
          "sync",
          "timeout",
          "window",
          "workers");

  private static final Map<String, String> METHODS =
      Map.of("dead-letters: limit", "deadLetterLimit");
  private static final Map<String, String> OPTIONS = Map.of("durable", "--dir", "sync", "--sync");

  private static final Pattern HYPHENATED = Pattern.compile("-(.)");

  private static final String PROPERTY = "conveyor.face";

  private static final InheritableThreadLocal<Face> CURRENT =
      new InheritableThreadLocal<>() {
        @Override
        protected Face initialValue() {
          return valueOf(System.getProperty(PROPERTY, JAVA.name()));
        }
      };

  abstract String named(String key);

  abstract String valued(String key, String value, boolean quoted);

  private static String camelCase(String key) {
    return HYPHENATED.matcher(key).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  /** Returns the face of this thread. */
  public static Face current() {
    return CURRENT.get();
  }

  /**
   * Returns what the user calls a setting.
   *
   * @param key its key in a pipeline file; {@code dead-letters: limit} if it is within another's
   *     value. A key that is unknown here, such as an option of another engine, is returned as it
   *     is
   */
  public static String setting(String key) {
    return current().named(key);
  }

  /** Returns a setting with a value that it was given, for a message that refuses it. */
  public static String given(String key, Object value) {
    return current().valued(key, value.toString(), value instanceof String);
  }

  /** Returns a setting with a value that may be given: {@code on-error: skip}. */
  public static String choice(String key, Enum<?> value) {
    return current() == JAVA
        ? current().valued(key, value.name(), false)
        : setting(key) + ": " + value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the argument by which a worker's JVM, and all its threads, have this face. */
  public String jvmArgument() {
    return "-D" + PROPERTY + "=" + name();
  }

  /** Runs code, and the threads that it starts, with this face. */
  public <T> T during(Supplier<T> code) {
    Face before = current();
    CURRENT.set(this);
    try {
      return code.get();
    } finally {
      CURRENT.set(before);
    }
  }
}

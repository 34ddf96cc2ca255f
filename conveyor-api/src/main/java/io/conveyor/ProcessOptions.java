package io.conveyor;

import io.conveyor.spi.EngineOptions;
import io.conveyor.spi.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of the engine {@code processes} as its options, by name. */
final class ProcessOptions {

  static final long DEFAULT_PIPE_BYTES = 256L << 20;
  static final long LEAST_PIPE_BYTES = 4L << 20;

  static final String DIRECTORY = "directory";
  private static final String PIPE_SIZE = "pipe-size";
  static final String POST_MORTEM = "post-mortem";
  static final String PAYLOAD = "payload";

  static final Time START_TIMEOUT =
      new Time("start-timeout", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofDays(1));
  static final Time LIVENESS_TIMEOUT =
      new Time(
          "liveness-timeout", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofDays(1));
  static final Time HEALTHY_AFTER =
      new Time("healthy-after", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1));
  static final Time RESTART_BACKOFF =
      new Time(
          "restart-backoff", Duration.ofMillis(100), Duration.ofMillis(1), Duration.ofHours(1));
  static final Time STOP_GRACE =
      new Time("stop-grace", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofHours(1));
  static final Time DRAIN_TIMEOUT =
      new Time("drain-timeout", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofDays(1));

  /** In the order of the record's components. */
  private static final List<Time> TIMES =
      List.of(
          START_TIMEOUT,
          LIVENESS_TIMEOUT,
          HEALTHY_AFTER,
          RESTART_BACKOFF,
          STOP_GRACE,
          DRAIN_TIMEOUT);

  /** An option that is a length of time: its name, its default, and its range. */
  record Time(String option, Duration absent, Duration least, Duration most) {

    Duration in(EngineOptions options) {
      return options.duration(option, absent, least, most);
    }
  }

  private ProcessOptions() {}

  static List<Refusal> refusals(EngineOptions options) {
    options.path(DIRECTORY);
    pipeBytes(options);
    options.path(POST_MORTEM);
    options.flag(PAYLOAD, true);
    TIMES.forEach(time -> time.in(options));
    return options.refusals();
  }

  static long pipeBytes(EngineOptions options) {
    return options.bytes(PIPE_SIZE, DEFAULT_PIPE_BYTES, LEAST_PIPE_BYTES, Long.MAX_VALUE);
  }

  /** Removes those that are the defaults. */
  static void removeDefaults(Map<String, String> options) {
    options.remove(PIPE_SIZE, Long.toString(DEFAULT_PIPE_BYTES));
    options.remove(PAYLOAD, "true");
    for (Time time : TIMES) {
      options.remove(time.option(), time.absent().toString());
    }
  }

  /**
   * Returns options as they are typed.
   *
   * @param times in the order of the record's components
   */
  static Map<String, String> text(
      @Nullable Path directory,
      long pipeBytes,
      @Nullable Path postMortem,
      boolean payload,
      Duration... times) {
    Map<String, String> options = new TreeMap<>();
    if (directory != null) {
      options.put(DIRECTORY, directory.toString());
    }
    options.put(PIPE_SIZE, Long.toString(pipeBytes));
    if (postMortem != null) {
      options.put(POST_MORTEM, postMortem.toString());
    }
    options.put(PAYLOAD, Boolean.toString(payload));
    for (int i = 0; i < times.length; i++) {
      options.put(TIMES.get(i).option(), times[i].toString());
    }
    return options;
  }
}

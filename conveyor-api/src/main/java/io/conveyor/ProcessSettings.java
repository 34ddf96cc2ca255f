package io.conveyor;

import io.conveyor.spi.EngineOptions;
import io.conveyor.spi.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the engine {@code processes}, which are its options. All defaults and ranges
 * stand here. Immutable; {@link Pipeline#processes} changes them by a {@link Builder}.
 *
 * @param directory where the run directory is made, or null to choose: {@code /dev/shm} where it is
 *     large enough, else the temporary directory
 * @param pipeBytes the most that one pipe holds on disk, in bytes; at least {@link
 *     #LEAST_PIPE_BYTES}
 * @param startTimeout how long a worker may take until it is ready, also one that replaces another
 * @param livenessTimeout how long launcher and worker wait for each other's reply on the control
 *     link
 * @param healthyAfter how long a worker lives until the deaths before it no longer count against
 *     {@link Processor#restarts()}
 * @param restartBackoff the pause before the third worker in a row that has done nothing is
 *     replaced; it doubles each time, up to {@link #MOST_BACKOFF} times as long
 * @param stopGrace how long a worker may take to end once it was asked to, before it is killed; two
 *     fifths of it each are for threads and for shutdown hooks that its job has left
 * @param drainTimeout how long what is left of a run that failed or was cancelled may take without
 *     getting anywhere; then it is dropped, or the pipeline closed
 */
public record ProcessSettings(
    @Nullable Path directory,
    long pipeBytes,
    Duration startTimeout,
    Duration livenessTimeout,
    Duration healthyAfter,
    Duration restartBackoff,
    Duration stopGrace,
    Duration drainTimeout) {

  /** The bound of a pipe when none is given: 256 MiB. */
  public static final long DEFAULT_PIPE_BYTES = 256L << 20;

  /** The smallest bound of a pipe: 4 MiB. */
  public static final long LEAST_PIPE_BYTES = 4L << 20;

  /** The default of {@link #startTimeout}: 60 s. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  /** The default of {@link #livenessTimeout}: 60 s. */
  public static final Duration DEFAULT_LIVENESS_TIMEOUT = Duration.ofSeconds(60);

  /** The default of {@link #healthyAfter}: 30 s. */
  public static final Duration DEFAULT_HEALTHY_AFTER = Duration.ofSeconds(30);

  /** The default of {@link #restartBackoff}: 100 ms. */
  public static final Duration DEFAULT_RESTART_BACKOFF = Duration.ofMillis(100);

  /** The default of {@link #stopGrace}: 5 s. */
  public static final Duration DEFAULT_STOP_GRACE = Duration.ofSeconds(5);

  /** The default of {@link #drainTimeout}: 5 s. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = Duration.ofSeconds(5);

  /** How many times as long as its first the longest pause before a replacement is. */
  public static final int MOST_BACKOFF = 50;

  /** The names of the options, sorted. */
  public static final List<String> OPTIONS =
      List.of(
          "directory",
          "drain-timeout",
          "healthy-after",
          "liveness-timeout",
          "pipe-size",
          "restart-backoff",
          "start-timeout",
          "stop-grace");

  private static final String DIRECTORY = "directory";
  private static final String PIPE_SIZE = "pipe-size";

  private static final Time START_TIMEOUT =
      new Time("start-timeout", DEFAULT_START_TIMEOUT, Duration.ofSeconds(1), Duration.ofDays(1));
  private static final Time LIVENESS_TIMEOUT =
      new Time(
          "liveness-timeout", DEFAULT_LIVENESS_TIMEOUT, Duration.ofSeconds(1), Duration.ofDays(1));
  private static final Time HEALTHY_AFTER =
      new Time("healthy-after", DEFAULT_HEALTHY_AFTER, Duration.ofSeconds(1), Duration.ofDays(1));
  private static final Time RESTART_BACKOFF =
      new Time(
          "restart-backoff", DEFAULT_RESTART_BACKOFF, Duration.ofMillis(1), Duration.ofHours(1));
  private static final Time STOP_GRACE =
      new Time("stop-grace", DEFAULT_STOP_GRACE, Duration.ofSeconds(1), Duration.ofHours(1));
  private static final Time DRAIN_TIMEOUT =
      new Time("drain-timeout", DEFAULT_DRAIN_TIMEOUT, Duration.ofMillis(100), Duration.ofDays(1));

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
  private record Time(String option, Duration absent, Duration least, Duration most) {

    Duration in(EngineOptions options) {
      return options.duration(option, absent, least, most);
    }
  }

  /**
   * Creates settings; use {@link #defaults} and a builder.
   *
   * @throws InvalidPipelineException with each value that is out of range
   */
  public ProcessSettings {
    Refusal.throwIfAny(
        refusals(
            options(
                directory,
                pipeBytes,
                startTimeout,
                livenessTimeout,
                healthyAfter,
                restartBackoff,
                stopGrace,
                drainTimeout)));
  }

  /** Returns the defaults. */
  public static ProcessSettings defaults() {
    return of(Map.of());
  }

  /**
   * Reads settings from options.
   *
   * @param options by name, as {@link #OPTIONS} has them: sizes such as {@code 64MiB}, lengths of
   *     time such as {@code 5m}
   * @throws InvalidPipelineException with each option that is unknown or out of range
   */
  public static ProcessSettings of(Map<String, String> options) {
    Refusal.throwIfAny(refusals(options));
    return read(new EngineOptions(Pipeline.PROCESSES, options));
  }

  /** Returns what is wrong with options, in the order of their names. */
  public static List<Refusal> refusals(Map<String, String> options) {
    EngineOptions read = new EngineOptions(Pipeline.PROCESSES, options);
    read.path(DIRECTORY);
    pipeBytes(read);
    START_TIMEOUT.in(read);
    LIVENESS_TIMEOUT.in(read);
    HEALTHY_AFTER.in(read);
    RESTART_BACKOFF.in(read);
    STOP_GRACE.in(read);
    DRAIN_TIMEOUT.in(read);
    return read.refusals();
  }

  private static ProcessSettings read(EngineOptions options) {
    return new ProcessSettings(
        options.path(DIRECTORY),
        pipeBytes(options),
        START_TIMEOUT.in(options),
        LIVENESS_TIMEOUT.in(options),
        HEALTHY_AFTER.in(options),
        RESTART_BACKOFF.in(options),
        STOP_GRACE.in(options),
        DRAIN_TIMEOUT.in(options));
  }

  private static long pipeBytes(EngineOptions options) {
    return options.bytes(PIPE_SIZE, DEFAULT_PIPE_BYTES, LEAST_PIPE_BYTES, Long.MAX_VALUE);
  }

  /** Returns the options that make these settings: those that are not the defaults. */
  public Map<String, String> options() {
    Map<String, String> options =
        options(
            directory,
            pipeBytes,
            startTimeout,
            livenessTimeout,
            healthyAfter,
            restartBackoff,
            stopGrace,
            drainTimeout);
    options.remove(PIPE_SIZE, Long.toString(DEFAULT_PIPE_BYTES));
    for (Time time : TIMES) {
      options.remove(time.option(), time.absent().toString());
    }
    return options;
  }

  private static Map<String, String> options(
      @Nullable Path directory, long pipeBytes, Duration... times) {
    Map<String, String> options = new TreeMap<>();
    if (directory != null) {
      options.put(DIRECTORY, directory.toString());
    }
    options.put(PIPE_SIZE, Long.toString(pipeBytes));
    for (int i = 0; i < times.length; i++) {
      options.put(TIMES.get(i).option(), times[i].toString());
    }
    return options;
  }

  /** Returns a builder that begins with these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes settings one by one; {@link #build} checks them all. For one thread. */
  public static final class Builder {

    private @Nullable Path directory;
    private long pipeBytes;
    private Duration startTimeout;
    private Duration livenessTimeout;
    private Duration healthyAfter;
    private Duration restartBackoff;
    private Duration stopGrace;
    private Duration drainTimeout;

    private Builder(ProcessSettings from) {
      directory = from.directory;
      pipeBytes = from.pipeBytes;
      startTimeout = from.startTimeout;
      livenessTimeout = from.livenessTimeout;
      healthyAfter = from.healthyAfter;
      restartBackoff = from.restartBackoff;
      stopGrace = from.stopGrace;
      drainTimeout = from.drainTimeout;
    }

    /**
     * Says where the run directory is made.
     *
     * @param parent a directory that is there; null (the default) for {@code /dev/shm} where it is
     *     large enough, else the temporary directory
     */
    public Builder directory(@Nullable Path parent) {
      directory = parent;
      return this;
    }

    /**
     * Bounds what each pipe holds on disk.
     *
     * @param bytes at least {@link #LEAST_PIPE_BYTES}; by default {@link #DEFAULT_PIPE_BYTES}
     */
    public Builder pipeSize(long bytes) {
      pipeBytes = bytes;
      return this;
    }

    /**
     * Bounds how long a worker may take until it is ready, also one that replaces another.
     *
     * @param longest a second to a day; by default 60 s. A job that loads a large model in {@link
     *     Job#open} may need more
     */
    public Builder startTimeout(Duration longest) {
      startTimeout = longest;
      return this;
    }

    /**
     * Bounds how long launcher and worker wait for each other's reply on the control link: a worker
     * that does not reply is killed and replaced, and a run fails if a dead letter is not kept in
     * time.
     *
     * @param longest a second to a day; by default 60 s. Machines under load make healthy processes
     *     wait, so it should be generous
     */
    public Builder livenessTimeout(Duration longest) {
      livenessTimeout = longest;
      return this;
    }

    /**
     * Says how long a worker lives until the deaths before it no longer count against {@link
     * Processor#restarts()}.
     *
     * @param length a second to a day; by default 30 s
     */
    public Builder healthyAfter(Duration length) {
      healthyAfter = length;
      return this;
    }

    /**
     * Sets the pause before a worker is replaced again whose replacement has done nothing. The
     * first replacement comes at once; the pause doubles each time, up to {@link #MOST_BACKOFF}
     * times as long.
     *
     * @param pause a millisecond to an hour; by default 100 ms
     */
    public Builder restartBackoff(Duration pause) {
      restartBackoff = pause;
      return this;
    }

    /**
     * Bounds how long a worker may take to end once it was asked to, before it is killed. Two
     * fifths of it are for threads that its job has left running, and two for shutdown hooks.
     *
     * @param longest a second to an hour; by default 5 s
     */
    public Builder stopGrace(Duration longest) {
      stopGrace = longest;
      return this;
    }

    /**
     * Bounds how long what is left of a run may take: lanes beside a failure, a run in which
     * nothing moves after a failure, and a cancelled run.
     *
     * @param longest a tenth of a second to a day; by default 5 s
     */
    public Builder drainTimeout(Duration longest) {
      drainTimeout = longest;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws InvalidPipelineException with each value that is out of range
     */
    public ProcessSettings build() {
      return new ProcessSettings(
          directory,
          pipeBytes,
          startTimeout,
          livenessTimeout,
          healthyAfter,
          restartBackoff,
          stopGrace,
          drainTimeout);
    }
  }
}

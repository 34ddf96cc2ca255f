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
 * @param startTimeout how long a worker may take until it is ready; {@link #SHORTEST_START_TIMEOUT}
 *     to {@link #LONGEST_START_TIMEOUT}
 */
public record ProcessSettings(@Nullable Path directory, long pipeBytes, Duration startTimeout) {

  /** The bound of a pipe when none is given: 256 MiB. */
  public static final long DEFAULT_PIPE_BYTES = 256L << 20;

  /** The smallest bound of a pipe: 4 MiB. */
  public static final long LEAST_PIPE_BYTES = 4L << 20;

  /** How long a worker may take until it is ready when nothing is given: 60 s. */
  public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

  /** The least that a worker can be given to start: a second. */
  public static final Duration SHORTEST_START_TIMEOUT = Duration.ofSeconds(1);

  /** The most that a worker can be given to start: a day. */
  public static final Duration LONGEST_START_TIMEOUT = Duration.ofDays(1);

  /** The names of the options, sorted. */
  public static final List<String> OPTIONS = List.of("directory", "pipe-size", "start-timeout");

  private static final String DIRECTORY = "directory";
  private static final String PIPE_SIZE = "pipe-size";
  private static final String START_TIMEOUT = "start-timeout";

  /**
   * Creates settings; use {@link #defaults} and a builder.
   *
   * @throws InvalidPipelineException with each value that is out of range
   */
  public ProcessSettings {
    Refusal.throwIfAny(refusals(options(directory, pipeBytes, startTimeout)));
  }

  /** Returns the defaults. */
  public static ProcessSettings defaults() {
    return new ProcessSettings(null, DEFAULT_PIPE_BYTES, DEFAULT_START_TIMEOUT);
  }

  /**
   * Reads settings from options.
   *
   * @param options by name: {@code directory}, {@code pipe-size} such as {@code 64MiB}, {@code
   *     start-timeout} such as {@code 5m}
   * @throws InvalidPipelineException with each option that is unknown or out of range
   */
  public static ProcessSettings of(Map<String, String> options) {
    Refusal.throwIfAny(refusals(options));
    EngineOptions read = new EngineOptions(Pipeline.PROCESSES, options);
    return new ProcessSettings(directory(read), pipeBytes(read), startTimeout(read));
  }

  /** Returns what is wrong with options, in the order of their names. */
  public static List<Refusal> refusals(Map<String, String> options) {
    EngineOptions read = new EngineOptions(Pipeline.PROCESSES, options);
    directory(read);
    pipeBytes(read);
    startTimeout(read);
    return read.refusals();
  }

  private static @Nullable Path directory(EngineOptions options) {
    return options.path(DIRECTORY);
  }

  private static long pipeBytes(EngineOptions options) {
    return options.bytes(PIPE_SIZE, DEFAULT_PIPE_BYTES, LEAST_PIPE_BYTES, Long.MAX_VALUE);
  }

  private static Duration startTimeout(EngineOptions options) {
    return options.duration(
        START_TIMEOUT, DEFAULT_START_TIMEOUT, SHORTEST_START_TIMEOUT, LONGEST_START_TIMEOUT);
  }

  /** Returns the options that make these settings: those that are not the defaults. */
  public Map<String, String> options() {
    Map<String, String> options = options(directory, pipeBytes, startTimeout);
    options.remove(PIPE_SIZE, Long.toString(DEFAULT_PIPE_BYTES));
    options.remove(START_TIMEOUT, DEFAULT_START_TIMEOUT.toString());
    return options;
  }

  private static Map<String, String> options(
      @Nullable Path directory, long pipeBytes, Duration startTimeout) {
    Map<String, String> options = new TreeMap<>();
    if (directory != null) {
      options.put(DIRECTORY, directory.toString());
    }
    options.put(PIPE_SIZE, Long.toString(pipeBytes));
    options.put(START_TIMEOUT, startTimeout.toString());
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

    private Builder(ProcessSettings from) {
      directory = from.directory;
      pipeBytes = from.pipeBytes;
      startTimeout = from.startTimeout;
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
     * Bounds how long a worker may take until it is ready.
     *
     * @param longest {@link #SHORTEST_START_TIMEOUT} to {@link #LONGEST_START_TIMEOUT}; by default
     *     {@link #DEFAULT_START_TIMEOUT}. A job that loads a large model in {@link Job#open} may
     *     need more
     */
    public Builder startTimeout(Duration longest) {
      startTimeout = longest;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws InvalidPipelineException with each value that is out of range
     */
    public ProcessSettings build() {
      return new ProcessSettings(directory, pipeBytes, startTimeout);
    }
  }
}

package io.conveyor;

import io.conveyor.spi.EngineOptions;
import io.conveyor.spi.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * @param postMortem where what is known of a run that fails is kept, or null for nowhere
 * @param payload whether the blocks that stages were at are kept there, too
 */
public record ProcessSettings(
    @Nullable Path directory,
    long pipeBytes,
    Duration startTimeout,
    Duration livenessTimeout,
    Duration healthyAfter,
    Duration restartBackoff,
    Duration stopGrace,
    Duration drainTimeout,
    @Nullable Path postMortem,
    boolean payload) {

  /** The bound of a pipe when none is given: 256 MiB. */
  public static final long DEFAULT_PIPE_BYTES = ProcessOptions.DEFAULT_PIPE_BYTES;

  /** The smallest bound of a pipe: 4 MiB. */
  public static final long LEAST_PIPE_BYTES = ProcessOptions.LEAST_PIPE_BYTES;

  /** The default of {@link #startTimeout}: 60 s. */
  public static final Duration DEFAULT_START_TIMEOUT = ProcessOptions.START_TIMEOUT.absent();

  /** The default of {@link #livenessTimeout}: 60 s. */
  public static final Duration DEFAULT_LIVENESS_TIMEOUT = ProcessOptions.LIVENESS_TIMEOUT.absent();

  /** The default of {@link #healthyAfter}: 30 s. */
  public static final Duration DEFAULT_HEALTHY_AFTER = ProcessOptions.HEALTHY_AFTER.absent();

  /** The default of {@link #restartBackoff}: 100 ms. */
  public static final Duration DEFAULT_RESTART_BACKOFF = ProcessOptions.RESTART_BACKOFF.absent();

  /** The default of {@link #stopGrace}: 5 s. */
  public static final Duration DEFAULT_STOP_GRACE = ProcessOptions.STOP_GRACE.absent();

  /** The default of {@link #drainTimeout}: 5 s. */
  public static final Duration DEFAULT_DRAIN_TIMEOUT = ProcessOptions.DRAIN_TIMEOUT.absent();

  /** How many times as long as its first the longest pause before a replacement is. */
  public static final int MOST_BACKOFF = 50;

  /** How many failures are kept in a directory: 10. */
  public static final int MOST_POST_MORTEMS = 10;

  /** The names of the options, sorted. */
  public static final List<String> OPTIONS =
      List.of(
          "directory",
          "drain-timeout",
          "healthy-after",
          "liveness-timeout",
          "payload",
          "pipe-size",
          "post-mortem",
          "restart-backoff",
          "start-timeout",
          "stop-grace");

  /**
   * Creates settings; use {@link #defaults} and a builder.
   *
   * @throws InvalidPipelineException with each value that is out of range
   */
  public ProcessSettings {
    Refusal.throwIfAny(
        refusals(
            ProcessOptions.text(
                directory,
                pipeBytes,
                postMortem,
                payload,
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
    EngineOptions read = new EngineOptions(Pipeline.PROCESSES, options);
    return new ProcessSettings(
        read.path(ProcessOptions.DIRECTORY),
        ProcessOptions.pipeBytes(read),
        ProcessOptions.START_TIMEOUT.in(read),
        ProcessOptions.LIVENESS_TIMEOUT.in(read),
        ProcessOptions.HEALTHY_AFTER.in(read),
        ProcessOptions.RESTART_BACKOFF.in(read),
        ProcessOptions.STOP_GRACE.in(read),
        ProcessOptions.DRAIN_TIMEOUT.in(read),
        read.path(ProcessOptions.POST_MORTEM),
        read.flag(ProcessOptions.PAYLOAD, true));
  }

  /** Returns what is wrong with options, in the order of their names. */
  public static List<Refusal> refusals(Map<String, String> options) {
    return ProcessOptions.refusals(new EngineOptions(Pipeline.PROCESSES, options));
  }

  /** Returns the options that make these settings: those that are not the defaults. */
  public Map<String, String> options() {
    Map<String, String> options =
        ProcessOptions.text(
            directory,
            pipeBytes,
            postMortem,
            payload,
            startTimeout,
            livenessTimeout,
            healthyAfter,
            restartBackoff,
            stopGrace,
            drainTimeout);
    ProcessOptions.removeDefaults(options);
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
    private @Nullable Path postMortem;
    private boolean payload;

    private Builder(ProcessSettings from) {
      directory = from.directory;
      pipeBytes = from.pipeBytes;
      startTimeout = from.startTimeout;
      livenessTimeout = from.livenessTimeout;
      healthyAfter = from.healthyAfter;
      restartBackoff = from.restartBackoff;
      stopGrace = from.stopGrace;
      drainTimeout = from.drainTimeout;
      postMortem = from.postMortem;
      payload = from.payload;
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
     * Keeps what is known of a run that fails: the failure, a report, what each worker's threads
     * did and what it printed last, crash reports of JVMs, and the blocks that stages were at. See
     * {@link ConveyorException#postMortem}.
     *
     * @param parent a private directory is made in it for each failure, of which the last {@value
     *     #MOST_POST_MORTEMS} stay; null (the default) for none
     */
    public Builder postMortem(@Nullable Path parent) {
      postMortem = parent;
      return this;
    }

    /**
     * Says whether blocks are kept of a run that fails, with {@link #postMortem}.
     *
     * @param kept true by default; false where nobody but the run may see them
     */
    public Builder payload(boolean kept) {
      payload = kept;
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
          drainTimeout,
          postMortem,
          payload);
    }
  }
}

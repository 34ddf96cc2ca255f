package io.conveyor.spi;

import io.conveyor.InvalidPipelineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a pipeline as a whole. All defaults stand here.
 *
 * @param sharedMemoryBytes size of the shared memory in bytes; 0 for none
 * @param directory where the run directory is made, or null to choose
 * @param durable how a run outlives its launcher, or null if it does not
 * @param pipeBytes the most that one pipe holds on disk, in bytes; at least {@link #MIN_PIPE_BYTES}
 * @param largestBlockBytes the largest encoded block, in bytes; 1 to a quarter of a pipe
 * @param deadLetters where blocks are put aside, or null for {@code NAME.dead-letters} in the
 *     working directory
 * @param deadLetterBytes the most that may lie there, in bytes; at least 1
 * @param classpath where workers find the jobs' classes, or empty for the caller's own class path
 * @param classLoader finds the jobs' and blocks' classes in this process
 */
public record PipelineSettings(
    long sharedMemoryBytes,
    @Nullable Path directory,
    @Nullable DurableRun durable,
    long pipeBytes,
    int largestBlockBytes,
    @Nullable Path deadLetters,
    long deadLetterBytes,
    List<Path> classpath,
    ClassLoader classLoader) {

  /** The bound of a pipe when none is given: 256 MiB. */
  public static final long DEFAULT_PIPE_BYTES = 256L << 20;

  /** The smallest bound of a pipe that can be asked for: 4 MiB. */
  public static final long MIN_PIPE_BYTES = 4L << 20;

  /** The largest block when nothing is given: 15 MiB. */
  public static final int DEFAULT_LARGEST_BLOCK_BYTES = 15 << 20;

  /** The most that may lie in a directory of dead letters when nothing is given: 1 GiB. */
  public static final long DEFAULT_DEAD_LETTER_BYTES = 1L << 30;

  /** The defaults, for jobs of the caller's class path. */
  public static PipelineSettings defaults() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new PipelineSettings(
        0,
        null,
        null,
        DEFAULT_PIPE_BYTES,
        DEFAULT_LARGEST_BLOCK_BYTES,
        null,
        DEFAULT_DEAD_LETTER_BYTES,
        List.of(),
        context != null ? context : PipelineSettings.class.getClassLoader());
  }

  /** How many of the largest blocks a pipe must be able to hold, so that its ends can overlap. */
  private static final int LEAST_BLOCKS_PER_PIPE = 4;

  /**
   * Creates settings, copying the list.
   *
   * @throws InvalidPipelineException if a number is out of range by itself; whether the numbers fit
   *     each other is for {@link #requireFitting} to say
   */
  public PipelineSettings {
    classpath = List.copyOf(classpath);
    List<String> problems = new ArrayList<>();
    require("shared-memory", sharedMemoryBytes, 0, problems);
    require("pipe-size", pipeBytes, MIN_PIPE_BYTES, problems);
    require("largest-block", largestBlockBytes, 1, problems);
    require("dead-letters: limit", deadLetterBytes, 1, problems);
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems);
    }
  }

  private static void require(String setting, long bytes, long least, List<String> problems) {
    if (bytes < least) {
      problems.add("%s %d: must be at least %d bytes".formatted(setting, bytes, least));
    }
  }

  /**
   * Returns these settings if their numbers fit each other.
   *
   * @throws InvalidPipelineException if the largest block takes more than a quarter of a pipe
   */
  public PipelineSettings requireFitting() {
    if (largestBlockBytes > pipeBytes / LEAST_BLOCKS_PER_PIPE) {
      throw new InvalidPipelineException(
          "largest-block %d: must be at most %d bytes, a quarter of pipe-size %d; lower it, or raise pipe-size to %d"
              .formatted(
                  largestBlockBytes,
                  pipeBytes / LEAST_BLOCKS_PER_PIPE,
                  pipeBytes,
                  (long) LEAST_BLOCKS_PER_PIPE * largestBlockBytes));
    }
    return this;
  }

  /** Returns these settings with shared memory of that many bytes. */
  public PipelineSettings withSharedMemory(long bytes) {
    return new PipelineSettings(
        bytes,
        directory,
        durable,
        pipeBytes,
        largestBlockBytes,
        deadLetters,
        deadLetterBytes,
        classpath,
        classLoader);
  }

  /** Returns these settings with run directories made in that directory. */
  public PipelineSettings withDirectory(Path parent) {
    return new PipelineSettings(
        sharedMemoryBytes,
        parent,
        durable,
        pipeBytes,
        largestBlockBytes,
        deadLetters,
        deadLetterBytes,
        classpath,
        classLoader);
  }

  /** Returns these settings with pipes of at most that many bytes. */
  public PipelineSettings withPipeBytes(long bytes) {
    return new PipelineSettings(
        sharedMemoryBytes,
        directory,
        durable,
        bytes,
        largestBlockBytes,
        deadLetters,
        deadLetterBytes,
        classpath,
        classLoader);
  }

  /** Returns these settings with blocks of at most that many bytes. */
  public PipelineSettings withLargestBlock(int bytes) {
    return new PipelineSettings(
        sharedMemoryBytes,
        directory,
        durable,
        pipeBytes,
        bytes,
        deadLetters,
        deadLetterBytes,
        classpath,
        classLoader);
  }

  /**
   * Returns these settings with dead letters in that directory, and at most so many bytes there.
   */
  public PipelineSettings withDeadLetters(@Nullable Path place, long bytes) {
    return new PipelineSettings(
        sharedMemoryBytes,
        directory,
        durable,
        pipeBytes,
        largestBlockBytes,
        place,
        bytes,
        classpath,
        classLoader);
  }

  /** Returns these settings with classes found there instead of on the caller's class path. */
  public PipelineSettings withClasses(List<Path> path, ClassLoader loader) {
    return new PipelineSettings(
        sharedMemoryBytes,
        directory,
        durable,
        pipeBytes,
        largestBlockBytes,
        deadLetters,
        deadLetterBytes,
        path,
        loader);
  }

  /**
   * Returns these settings with a run that outlives its launcher, or null for one that does not.
   */
  public PipelineSettings withDurable(@Nullable DurableRun run) {
    return new PipelineSettings(
        sharedMemoryBytes,
        directory,
        run,
        pipeBytes,
        largestBlockBytes,
        deadLetters,
        deadLetterBytes,
        classpath,
        classLoader);
  }
}

package io.conveyor;

import io.conveyor.face.Face;
import io.conveyor.problem.Problem;
import io.conveyor.problem.ProblemKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a pipeline as a whole, whichever engine runs it. What is of one engine are that
 * engine's options: {@link ProcessSettings} of the engine {@code processes}. Sizes are in bytes.
 * Immutable; {@link Pipeline#settings} changes them by a {@link Builder}.
 *
 * @param sharedMemoryBytes size of the shared memory; 0 for none
 * @param largestBlockBytes the largest encoded block; {@link #LEAST_BLOCK_BYTES} to {@link
 *     #MOST_BLOCK_BYTES}
 * @param deadLetters where blocks are dead-lettered, or null for {@code NAME.dead-letters} in the
 *     working directory
 * @param deadLetterBytes the most that may lie there; at least 1
 * @param durable how a run outlives its launcher, or null if it does not
 * @param classPath where workers find the jobs' classes, or empty for the caller's own class path
 * @param classLoader finds the jobs' and blocks' classes in this process
 * @param masking what is kept of failures passes it: it may take out what nobody is to read
 */
public record PipelineSettings(
    long sharedMemoryBytes,
    long largestBlockBytes,
    @Nullable Path deadLetters,
    long deadLetterBytes,
    @Nullable DurableRun durable,
    List<Path> classPath,
    ClassLoader classLoader,
    UnaryOperator<String> masking) {

  /** The largest block when nothing is given: 15 MiB. */
  public static final long DEFAULT_LARGEST_BLOCK_BYTES = 15L << 20;

  /** The least that the largest block can be: 64 bytes. */
  public static final long LEAST_BLOCK_BYTES = 64;

  /** The most that the largest block can be: 512 MiB; for {@code processes} a half of that. */
  public static final long MOST_BLOCK_BYTES = 512L << 20;

  /** The most that may lie in a directory of dead letters when nothing is given: 1 GiB. */
  public static final long DEFAULT_DEAD_LETTER_BYTES = 1L << 30;

  /**
   * Creates settings, copying the list; use {@link #defaults} and a builder.
   *
   * @throws InvalidPipelineException with each number that is out of range
   */
  public PipelineSettings {
    classPath = List.copyOf(classPath);
    List<Problem> problems = new ArrayList<>();
    require("shared-memory", sharedMemoryBytes, 0, Long.MAX_VALUE, problems);
    require("largest-block", largestBlockBytes, LEAST_BLOCK_BYTES, MOST_BLOCK_BYTES, problems);
    require("dead-letters: limit", deadLetterBytes, 1, Long.MAX_VALUE, problems);
    if (!problems.isEmpty()) {
      throw new InvalidPipelineException(problems);
    }
  }

  private static Problem outOfRange(String cause) {
    return Problem.of(ProblemKind.OUT_OF_RANGE, cause);
  }

  private static void require(
      String setting, long bytes, long least, long most, List<Problem> problems) {
    if (bytes < least) {
      problems.add(
          outOfRange("%s: must be at least %d bytes".formatted(Face.given(setting, bytes), least)));
    } else if (bytes > most) {
      problems.add(
          outOfRange("%s: must be at most %d bytes".formatted(Face.given(setting, bytes), most)));
    }
  }

  /** The defaults, for jobs of the caller's class path. */
  public static PipelineSettings defaults() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return new PipelineSettings(
        0,
        DEFAULT_LARGEST_BLOCK_BYTES,
        null,
        DEFAULT_DEAD_LETTER_BYTES,
        null,
        List.of(),
        context != null ? context : PipelineSettings.class.getClassLoader(),
        UnaryOperator.identity());
  }

  /** Returns a builder that begins with these settings. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Changes settings one by one; {@link #build} checks them all. For one thread. */
  public static final class Builder {

    private long sharedMemoryBytes;
    private long largestBlockBytes;
    private @Nullable Path deadLetters;
    private long deadLetterBytes;
    private @Nullable DurableRun durable;
    private List<Path> classPath;
    private ClassLoader classLoader;
    private UnaryOperator<String> masking;

    private Builder(PipelineSettings from) {
      sharedMemoryBytes = from.sharedMemoryBytes;
      largestBlockBytes = from.largestBlockBytes;
      deadLetters = from.deadLetters;
      deadLetterBytes = from.deadLetterBytes;
      durable = from.durable;
      classPath = from.classPath;
      classLoader = from.classLoader;
      masking = from.masking;
    }

    /**
     * Gives the pipeline memory shared by the launcher and all workers.
     *
     * @param bytes its size; 0 (the default) for none
     */
    public Builder sharedMemory(long bytes) {
      sharedMemoryBytes = bytes;
      return this;
    }

    /**
     * Bounds blocks, as they are encoded.
     *
     * @param bytes {@link #LEAST_BLOCK_BYTES} to {@link #MOST_BLOCK_BYTES}; by default {@link
     *     #DEFAULT_LARGEST_BLOCK_BYTES}
     */
    public Builder largestBlock(long bytes) {
      largestBlockBytes = bytes;
      return this;
    }

    /**
     * Says where blocks are dead-lettered.
     *
     * @param directory made when the first block comes; null (the default) for {@code
     *     NAME.dead-letters} in the working directory
     */
    public Builder deadLetters(@Nullable Path directory) {
      deadLetters = directory;
      return this;
    }

    /**
     * Bounds what may lie in the directory of dead letters.
     *
     * @param bytes at least 1; by default {@link #DEFAULT_DEAD_LETTER_BYTES}
     */
    public Builder deadLetterLimit(long bytes) {
      deadLetterBytes = bytes;
      return this;
    }

    /**
     * Makes the run outlive its launcher; see {@link Pipeline#durable(Path)}.
     *
     * @param run how, or null (the default) for a run that does not
     */
    public Builder durable(@Nullable DurableRun run) {
      durable = run;
      return this;
    }

    /**
     * Says where the jobs' classes are.
     *
     * @param path for workers; empty (the default) for the caller's own class path
     * @param loader for this process; by default the context class loader of the thread that
     *     creates the pipeline
     */
    public Builder classes(List<Path> path, ClassLoader loader) {
      classPath = path;
      classLoader = loader;
      return this;
    }

    /**
     * Masks what nobody is to read, such as passwords, in what dead letters keep of failures: what
     * jobs threw, how workers died, and what their JVMs wrote as they crashed.
     *
     * @param operator gets a text, and returns what is kept of it
     */
    public Builder masking(UnaryOperator<String> operator) {
      masking = operator;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws InvalidPipelineException with each number that is out of range
     */
    public PipelineSettings build() {
      return new PipelineSettings(
          sharedMemoryBytes,
          largestBlockBytes,
          deadLetters,
          deadLetterBytes,
          durable,
          classPath,
          classLoader,
          masking);
    }
  }
}

package io.conveyor;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything Conveyor throws on purpose. Its {@link Category} says what kind of problem it is. */
public class ConveyorException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The kinds of trouble, each with the exit code that the command line gives for it. */
  public enum Category {
    /** A job threw, or the run failed for a reason in the pipeline's own data; exit code 1. */
    RUN_FAILED(1),
    /** The pipeline, its file or the command line is wrong; exit code 2. */
    USAGE(2),
    /** A worker could not be started; exit code 3. */
    START_FAILED(3),
    /** A worker died; exit code 4. */
    WORKER_DIED(4),
    /** No room: disk, memory, or a block over the limit; exit code 5. */
    RESOURCES(5),
    /** A file of a run is damaged, foreign, or of another version; exit code 6. */
    CORRUPT(6),
    /** The run was interrupted; exit code 130. */
    INTERRUPTED(130);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Returns the exit code of the command line. */
    public int exitCode() {
      return exitCode;
    }
  }

  /** What kind of trouble this is. */
  private final Category category;

  /** Where an engine has kept what is known of it. */
  private @Nullable String postMortem;

  /**
   * Creates an exception.
   *
   * @param category what kind of trouble it is
   * @param message what happened, where, with the values and the setting to change
   * @param cause what led to it, if anything
   */
  public ConveyorException(Category category, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /**
   * Creates an exception without a cause.
   *
   * @param category what kind of trouble it is
   * @param message what happened, where, with the values and the setting to change
   */
  public ConveyorException(Category category, String message) {
    this(category, message, null);
  }

  /** Returns what kind of trouble this is. */
  public final Category category() {
    return category;
  }

  /**
   * Returns the directory that holds what is known of the failure; empty if nothing was kept. See
   * {@link ProcessSettings.Builder#postMortem}.
   */
  public final Optional<Path> postMortem() {
    return Optional.ofNullable(postMortem).map(Path::of);
  }

  /** Sets where what is known of the failure is kept; for engines. */
  public final void keptIn(Path directory) {
    postMortem = directory.toString();
  }
}

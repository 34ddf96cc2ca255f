package io.conveyor.cli.formats;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Writes the results of a run, or of several into one output. For one thread. */
public interface Rows {

  /** Adds a result as a line, or several, without the end of the last. */
  void write(Object block, LineBuffer line);

  /**
   * As {@link #write}; what a result's own code throws over it is an error like any other, also if
   * the result holds itself.
   */
  default void add(Object result, LineBuffer line) {
    try {
      write(result, line);
    } catch (ConveyorException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new ConveyorException(
          Category.RUN_FAILED,
          "a result of %s cannot be written: %s"
              .formatted(
                  result.getClass(),
                  e instanceof StackOverflowError
                      ? "it holds itself, or is nested too deeply"
                      : e.toString()),
          e);
    }
  }

  /**
   * Resumes behind results that were written before.
   *
   * @param before what has been written; null if that cannot be read
   */
  default void resumeBehind(@Nullable InputStream before) throws IOException {}
}

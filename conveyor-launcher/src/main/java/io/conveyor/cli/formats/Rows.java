package io.conveyor.cli.formats;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Writes the results of a run, or of several into one output. For one thread. */
public interface Rows {

  /** Adds a result as a line, or several, without the end of the last. */
  void write(Object block, LineBuffer line);

  /**
   * Resumes behind results that were written before.
   *
   * @param before what has been written; null if that cannot be read
   */
  default void resumeBehind(@Nullable InputStream before) throws IOException {}
}

package io.conveyor.it.crash;

import java.nio.file.Path;

/** Something that stores, a step at a time, and can be recovered wherever it was interrupted. */
interface Disturbed {

  /** Makes what {@link #run} begins with, in a directory of its own. */
  default void prepare(Path directory) throws Exception {}

  /** Does all of it. */
  void run(Path directory) throws Exception;

  /**
   * Recovers from what is in a directory, and checks that it is what may be there now.
   *
   * @param directory a copy of that of {@link #run}, which is in the midst of a step
   */
  void recover(Path directory) throws Exception;
}

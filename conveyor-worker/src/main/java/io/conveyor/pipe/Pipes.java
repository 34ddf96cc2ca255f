package io.conveyor.pipe;

import io.conveyor.log.Log;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Creates pipes. */
public final class Pipes {

  private Pipes() {}

  /**
   * Creates a pipe's directory, its cursors, and its queue; once, before anybody opens it.
   *
   * @throws UncheckedIOException if it cannot be created, or is there already
   */
  public static void create(PipeSpec spec) {
    try {
      PrivateFiles.createDirectory(spec.home());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create " + spec.home(), e);
    }
    Cursors.create(spec);
    new Log(spec.log()).make();
  }
}

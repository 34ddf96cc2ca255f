package io.conveyor.cli.terminal;

import java.nio.file.Path;

/** The working directory. */
public final class Here {

  private Here() {}

  /** Returns a path as one would type it here. */
  public static Path typed(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }
}

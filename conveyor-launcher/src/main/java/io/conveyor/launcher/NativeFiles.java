package io.conveyor.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the queue library's own libraries unpack their native code: in the run directory, which
 * goes away, and not in the home directory or for ever in the temporary one.
 */
final class NativeFiles {

  private static final List<String> PROPERTIES = List.of("jna.tmpdir", "jffi.extract.dir");

  private NativeFiles() {}

  /** Sets that for this process, where nothing else is set. What is loaded already stays so. */
  static void unpackTo(Path directory) {
    for (String property : PROPERTIES) {
      if (System.getProperty(property) == null) {
        System.setProperty(property, directory.toString());
      }
    }
  }

  /** Returns the flags that set it for another process. */
  static Stream<String> flags(Path directory) {
    return PROPERTIES.stream().map(property -> "-D" + property + "=" + directory);
  }
}

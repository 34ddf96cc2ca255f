package io.conveyor.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out whether standard streams are terminals, which Java only does for all of them at once.
 */
final class Terminals {

  static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private Terminals() {}

  /**
   * Returns whether a descriptor is a terminal.
   *
   * @param descriptor 0 to 2
   */
  static boolean isTerminal(int descriptor) {
    try {
      Path link = DESCRIPTORS.resolve(Integer.toString(descriptor));
      if (Files.isSymbolicLink(link)) {
        return Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
      }
      return !Files.isDirectory(DESCRIPTORS) && asksShell(descriptor);
    } catch (IOException e) {
      // A descriptor that cannot be looked at is treated as a file: nothing is drawn on it.
      return false;
    }
  }

  /** For systems without /proc. */
  private static boolean asksShell(int descriptor) throws IOException {
    Process test =
        new ProcessBuilder("test", "-t", Integer.toString(descriptor)).inheritIO().start();
    try {
      return test.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}

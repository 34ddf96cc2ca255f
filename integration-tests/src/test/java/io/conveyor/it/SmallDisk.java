package io.conveyor.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small file system, mounted where only the commands of a script see it, so that it goes away
 * with them, and where any user may mount one. Without such a place, the test is skipped.
 */
final class SmallDisk {

  /** What a script finds: the disk, all of it in use, and the command, whose exit code is said. */
  private static final String BEFORE =
      """
      mount -t tmpfs -o size=%s,mode=700 conveyor-test disk || exit 1
      fill() { ! cat /dev/zero > disk/ballast 2>&-; }
      conveyor() { '%s' "$@"; echo "exit code $?" >&2; }
      """;

  private SmallDisk() {}

  /**
   * Runs a script.
   *
   * @param scratch the directory it runs in, where the disk is {@code disk}
   * @param size of the disk, as mount takes it
   */
  static Command.Outcome run(Path scratch, String size, String script) throws Exception {
    Path disk = Files.createDirectories(scratch.resolve("disk"));
    assumeTrue(isMounting(disk), "mounting a file system takes rights");
    String whole = BEFORE.formatted(size, Command.installed()) + script;
    return Command.of(List.of("unshare", "-rm", "bash", "-c", whole)).in(scratch).run();
  }

  private static boolean isMounting(Path disk) throws InterruptedException {
    List<String> mount =
        List.of("unshare", "-rm", "mount", "-t", "tmpfs", "conveyor-test", disk.toString());
    try {
      return Command.of(mount).run().exitCode() == 0;
    } catch (IOException e) {
      return false; // There is no such command.
    }
  }
}

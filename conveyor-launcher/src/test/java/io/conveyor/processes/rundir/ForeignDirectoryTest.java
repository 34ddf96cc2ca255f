package io.conveyor.processes.rundir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.DurableRun;
import io.conveyor.owned.OwnedDirectory;
import io.conveyor.owned.RunMarker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directories that somebody else has put where a run is to be kept, or where leftovers would be.
 */
class ForeignDirectoryTest {

  private static final int NOBODY = 65534;

  @TempDir private Path temp;

  private static void assertRefused(Path path, String why) {
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> DurableStore.open(run(path), 2));
    assertEquals(Category.USAGE, refused.category());
    assertTrue(
        refused.getMessage().startsWith(path + ": a run cannot be kept there: it " + why),
        refused::getMessage);
  }

  @Test
  void linkIsNotFollowed() throws IOException {
    Path link = temp.resolve("run");
    Path target = Files.createDirectory(temp.resolve("target"));
    Files.createSymbolicLink(link, target);
    assertRefused(link, "is a symbolic link");
    Files.delete(target);
    assertRefused(link, "is a symbolic link");
  }

  @Test
  void fileIsNoPlaceForARun() throws IOException {
    assertRefused(Files.createFile(temp.resolve("run")), "is not a directory");
  }

  @Test
  void directoryOpenToOthersIsRefused() throws IOException {
    Path open = Files.createDirectory(temp.resolve("run"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxr-x"));
    assertRefused(open, "can be written to by others (rwxrwxr-x)");
  }

  @Test
  void directoryOfSomebodyElseIsRefused() throws IOException {
    Path foreign = Files.createDirectory(temp.resolve("run"));
    assumeTrue(gaveAway(foreign), "only root can give a directory away");
    assertRefused(foreign, "belongs to ");
  }

  private static boolean gaveAway(Path path) {
    try {
      Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void directoryThatOthersMayReadIsClosedToThem() throws IOException {
    Path readable = Files.createDirectory(temp.resolve("run"));
    Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RunStore store = DurableStore.open(run(readable), 2)) {
      assertEquals(
          "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(store.path())));
    }
  }

  @Test
  void directoryWithSomethingElseStaysAsItIs() throws IOException {
    Path other = Files.createDirectory(temp.resolve("run"));
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createFile(other.resolve("notes"));
    assertSomethingElse(other);
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(other)));
  }

  @Test
  void lockThatIsNoFileIsSomethingElse() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("run"));
    Path lock = Files.createDirectory(directory.resolve("lock"));
    assertSomethingElse(directory);
    Files.delete(lock);
    Files.createSymbolicLink(lock, temp.resolve("elsewhere"));
    assertSomethingElse(directory);
    assertTrue(Files.isSymbolicLink(lock));
    assertFalse(Files.exists(temp.resolve("elsewhere")));
  }

  private static void assertSomethingElse(Path path) {
    ConveyorException refused =
        assertThrows(ConveyorException.class, () -> DurableStore.open(run(path), 2));
    assertEquals(Category.USAGE, refused.category());
    assertTrue(
        refused.getMessage().startsWith(path + ": holds something else than a run"),
        refused::getMessage);
  }

  @Test
  void leftoversThatOthersHavePlantedAreLeftAlone() throws IOException {
    Path planted = Files.createDirectory(temp.resolve("conveyor-1-abc"));
    Path own = Files.createDirectory(temp.resolve("conveyor-1-def"));
    mark(planted);
    mark(own);
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));
    OwnedDirectory.create(temp).close();
    assertTrue(Files.exists(planted));
    assertFalse(Files.exists(own));
  }

  private static void mark(Path directory) throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      RunMarker.of(RunMarker.Use.TEMPORARY).write(lock);
    }
  }

  private static DurableRun run(Path directory) {
    return DurableRun.in(directory);
  }
}

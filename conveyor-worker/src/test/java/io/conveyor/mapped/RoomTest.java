package io.conveyor.mapped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {

  @TempDir private Path directory;

  @Test
  void saysHowMuchIsFreeWhereTheFileWasToBe() {
    Path file = directory.resolve("not/there/file");
    IOException full = Room.named(file, new IOException("No space left on device"));
    String why = Room.why(new UncheckedIOException("not created", full), Path.of("/"));
    assertTrue(why.startsWith(file + ": No space left on device; "), why);
    assertTrue(why.contains(" bytes are free in " + directory), why);
  }

  @Test
  void tellsALackOfMemoryFromOneOnADisk() {
    IOException unmapped = new IOException("Map failed", new OutOfMemoryError("Map failed"));
    String why = Room.why(new IllegalStateException(unmapped), directory);
    assertTrue(why.startsWith("Map failed"), why);
    assertFalse(why.contains(" bytes are free in "), why);
    assertTrue(
        Room.isShort(
            new IOException("Cannot run program \"java\": error=12, Cannot allocate memory")));
    assertTrue(Room.isShort(new OutOfMemoryError("unable to create native thread")));
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    IOException missing = new NoSuchFileException("file");
    assertFalse(Room.isShort(missing));
    assertEquals(missing.toString(), Room.why(missing, directory));
    assertFalse(Room.isShort(new IllegalStateException("No space left on device")));
    assertFalse(Room.isShort(new FileSystemException("file", null, "Is a directory")));
  }
}

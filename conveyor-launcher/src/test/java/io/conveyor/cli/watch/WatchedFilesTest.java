package io.conveyor.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFilesTest {

  @TempDir private Path directory;
  private final WatchedFiles files = new WatchedFiles();
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = written("a.yaml", Instant.EPOCH);
  }

  private Path written(String name, Instant time) throws IOException {
    Path written = Files.writeString(directory.resolve(name), "text");
    return Files.setLastModifiedTime(written, FileTime.from(time));
  }

  @Test
  void seesAFileThatLooksOtherThanBefore() throws IOException {
    files.begin();
    files.are(() -> List.of(file));
    assertNull(files.changed());
    written("a.yaml", Instant.EPOCH.plusNanos(1_000_000));
    assertEquals(file, files.changed());
    files.begin();
    assertNull(files.changed());
    Files.delete(file);
    assertEquals(file, files.changed());
  }

  @Test
  void seesWhatComesAndGoesInADirectory() throws IOException {
    Path below = Files.createDirectory(directory.resolve("below"));
    files.begin();
    files.are(() -> List.of(directory));
    Path added = Files.writeString(below.resolve("b"), "");
    assertEquals(added, files.changed());
  }

  /** Nobody knows which of the two the run has read. */
  @Test
  void seesAFileThatIsWrittenBeforeItIsKnownToBeRead() throws IOException {
    files.begin();
    written("a.yaml", Instant.now());
    files.are(() -> List.of(file));
    assertEquals(file, files.changed());
    files.begin();
    files.are(() -> List.of(file));
    assertNull(files.changed());
  }

  @Test
  void takesATimeToComeForWhatItIs() throws IOException {
    written("a.yaml", Instant.now().plusSeconds(86_400));
    files.begin();
    files.are(() -> List.of(file));
    assertNull(files.changed());
  }

  @Test
  void looksBesideWhatMayBeWrongUntilThatIsRead() throws IOException {
    files.begin();
    files.mayBe(List.of(file));
    Path missing = written("Missing.java", Instant.EPOCH);
    written("results", Instant.EPOCH);
    assertEquals(missing, files.changed());
    files.begin();
    files.are(() -> List.of(file));
    Files.delete(missing);
    assertNull(files.changed());
  }
}

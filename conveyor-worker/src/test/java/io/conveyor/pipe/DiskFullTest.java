package io.conveyor.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small file system of its own, where the user may mount one. */
class DiskFullTest {

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(directory.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=6m", "conveyor-test", disk.toString()),
        "mounting a file system takes rights");
  }

  @AfterEach
  void unmount() throws Exception {
    succeeds("umount", "-l", disk.toString());
  }

  private static boolean succeeds(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // There is no such command.
    }
  }

  /** In a process of its own, which would not survive what this is about. */
  @Test
  void pipesThatFillTheDiskFailAndGoOnOnceThereIsRoom() throws Exception {
    try (ChildJvm child = ChildJvm.start(directory, DiskFullMain.class, disk)) {
      child.awaitSuccess();
      assertTrue(child.output().contains("ended well"), child.output());
    }
    try (var files = Files.walk(disk)) {
      assertEquals(
          0,
          files
              .filter(file -> file.toString().endsWith(".cq4"))
              .filter(DiskFullTest::isReadableByOthers)
              .count());
    }
  }

  private static boolean isReadableByOthers(Path file) {
    try {
      return Files.getPosixFilePermissions(file).size() > 2;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.conveyor.owned;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedDirectoryTest {

  /** No process has this id. */
  private static final String DEAD = "conveyor-999999999-";

  @TempDir private Path parent;

  private Path directory(String name, String... files) throws IOException {
    Path made = Files.createDirectory(parent.resolve(name));
    for (String file : files) {
      Files.writeString(made.resolve(file), "content");
    }
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    return made;
  }

  private static void mark(Path directory, RunMarker.Use use) throws IOException {
    try (FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      RunMarker.of(use).write(lock);
    }
  }

  @Test
  void isPrivateAndGoesAwayWithAllThatIsInIt() throws IOException {
    OwnedDirectory made = OwnedDirectory.create(parent);
    assertEquals(
        "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made.path())));
    Files.createDirectories(made.path().resolve("a/b"));
    Files.writeString(made.path().resolve("a/b/c"), "content");
    made.close();
    assertFalse(Files.exists(made.path()));
  }

  @Test
  void removesWhatAKilledLauncherLeft() throws IOException {
    Path left = directory(DEAD + "abc", "plan");
    mark(left, RunMarker.Use.TEMPORARY);
    Path halfMade = directory(DEAD + "def");
    OwnedDirectory.create(parent).close();
    assertFalse(Files.exists(left));
    assertFalse(Files.exists(halfMade));
  }

  /** Killed at any moment while it made its directory. */
  @Test
  void removesAtOnceWhatAKilledLauncherDidNotEndMaking() throws IOException {
    Path empty = Files.createDirectory(parent.resolve(DEAD + "jkl"));
    Path unlocked = Files.createDirectory(parent.resolve(DEAD + "mno"));
    Files.writeString(unlocked.resolve("lock.new"), "");
    OwnedDirectory.create(parent).close();
    assertFalse(Files.exists(empty));
    assertFalse(Files.exists(unlocked));
  }

  /** Another process, which holds a lock until it is killed. */
  static final class Holder {

    public static void main(String[] arguments) throws Exception {
      try (FileChannel lock = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
        lock.lock();
        System.out.println("holds it");
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }

  private static Process hold(Path lock) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes = System.getProperty("java.class.path");
    Process holder =
        new ProcessBuilder(java, "-cp", classes, Holder.class.getName(), lock.toString()).start();
    assertEquals("holds it", holder.inputReader().readLine());
    return holder;
  }

  /** A launcher that holds the lock of its directory, and has not said so yet. */
  @Test
  void leavesAloneWhatIsBeingMade() throws Exception {
    Path young = Files.createDirectory(parent.resolve(DEAD + "jkl"));
    Path lock = young.resolve("lock.new");
    Files.writeString(lock, "");
    Process holder = hold(lock);
    try {
      OwnedDirectory.create(parent).close();
      assertTrue(Files.exists(lock));
    } finally {
      holder.destroyForcibly().waitFor();
    }
    OwnedDirectory.create(parent).close();
    assertFalse(Files.exists(young));
  }

  @Test
  void leavesAloneWhatIsNotItsOwn() throws IOException {
    Path backup = directory("conveyor-data-backup", "precious");
    Path withoutLock = directory(DEAD + "ghi", "precious");
    Path locked = directory("conveyor-data-lock", "lock");
    Path unmarked = directory(DEAD + "pqr", "lock", "precious");
    Path durable = directory(DEAD + "stu", "results.dat");
    mark(durable, RunMarker.Use.BEGUN);
    OwnedDirectory.create(parent).close();
    assertTrue(Files.exists(unmarked.resolve("precious")));
    assertTrue(Files.exists(durable.resolve("results.dat")));
    assertTrue(Files.exists(backup.resolve("precious")));
    assertTrue(Files.exists(withoutLock.resolve("precious")));
    assertTrue(Files.exists(locked.resolve("lock")));
  }

  /** In another container, where process ids are others'. */
  @Test
  void removesWhatAProcessOfTheSameIdLeft() throws IOException {
    Path left = directory("conveyor-%d-zzzzzz".formatted(ProcessHandle.current().pid()), "plan");
    mark(left, RunMarker.Use.TEMPORARY);
    OwnedDirectory.create(parent).close();
    assertFalse(Files.exists(left));
  }

  /** As another process does if this one is stopped for long in the middle of making it. */
  private void removeWhatIsBeingMade(Semaphore removals) throws IOException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent)) {
      for (Path candidate : candidates) {
        if (!Files.exists(candidate.resolve("lock")) && removals.tryAcquire()) {
          Files.deleteIfExists(candidate.resolve("lock.new"));
          Files.deleteIfExists(candidate);
        }
      }
    } catch (DirectoryNotEmptyException e) {
      // It has its lock by now.
    }
  }

  @Test
  void isMadeAgainIfItIsRemovedWhileItIsBeingMade() throws Exception {
    AtomicBoolean made = new AtomicBoolean();
    // Without a limit, a remover that is faster than the maker would let it make none.
    Semaphore removals = new Semaphore(0);
    CompletableFuture<Void> remover =
        CompletableFuture.runAsync(
            () -> {
              while (!made.get()) {
                assertDoesNotThrow(() -> removeWhatIsBeingMade(removals));
              }
            });
    try {
      for (int i = 0; i < 300; i++) {
        removals.release(2);
        OwnedDirectory directory = OwnedDirectory.create(parent);
        assertTrue(Files.exists(directory.path().resolve("lock")));
        directory.close();
      }
    } finally {
      made.set(true);
    }
    remover.get(1, TimeUnit.MINUTES);
  }
}

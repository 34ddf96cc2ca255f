package io.conveyor.owned;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private directory for what belongs to a process that runs: {@code conveyor-PID-RANDOM}. It goes
 * away when it is closed, or else when the process exits. Its owner holds a lock on the file {@code
 * lock} in it for as long as it lives, so a directory whose lock can be had is a leftover of a
 * process that was killed, and the next start removes it, if the lock's {@link RunMarker} says that
 * it may. The lock file appears when it is locked and has its marker, so there is no moment at
 * which a directory of a process that is alive could be taken for a leftover. Safe from any thread.
 */
public final class OwnedDirectory implements AutoCloseable {

  /** How a directory is removed. */
  @FunctionalInterface
  public interface Removal {

    /** Removes a directory, with what is in it. */
    void remove(Path directory) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(OwnedDirectory.class);
  private static final String PREFIX = "conveyor-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+-[0-9a-z]+");

  private static final int DIGIT = 36;

  /**
   * What the names of this process's begin with. In another container a process may have the same
   * id; it does not start at the same moment.
   */
  private static final String OWN = ownPrefix();

  /** Somebody may still be making files in a directory that is deleted as the process exits. */
  private static final int DELETE_ATTEMPTS = 10;

  private static final String LOCK = "lock";
  private static final String UNLOCKED = "lock.new";

  private final Path path;
  private final FileChannel lock;
  private final Removal removal;
  private final Thread atExit = new Thread(this::exit, "conveyor exit");
  private volatile Runnable beforeExit = () -> {};

  /** Whether it stays when it is closed, or the process ends. */
  private volatile boolean kept;

  private OwnedDirectory(Path path, FileChannel lock, Removal removal) {
    this.path = path;
    this.lock = lock;
    this.removal = removal;
  }

  /**
   * Takes over a directory that is there.
   *
   * @param path the directory
   * @param lock its file {@code lock}, locked
   * @param removal how it is removed
   */
  public static OwnedDirectory takeOver(Path path, FileChannel lock, Removal removal) {
    return new OwnedDirectory(path, lock, removal).removedAtExit();
  }

  /**
   * Makes a directory, after removing what killed launchers left behind.
   *
   * @param parent where to make it
   * @throws ConveyorException if it cannot be made
   */
  public static OwnedDirectory create(Path parent) {
    try {
      Files.createDirectories(parent);
      sweep(parent);
      return createIn(parent);
    } catch (IOException e) {
      throw new ConveyorException(
          Category.RESOURCES,
          "cannot make a private directory in %s: %s; choose another place: with the setting 'directory' for runs, with java.io.tmpdir for sockets and compiled sources"
              .formatted(parent, Room.why(e, parent)),
          e);
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    Path unlocked = path.resolve(UNLOCKED);
    FileChannel channel =
        FileChannel.open(
            unlocked, PrivateFiles.CREATE_NEW_READ_WRITE, PrivateFiles.fileAttributes(path));
    try {
      channel.lock();
      RunMarker.of(RunMarker.Use.TEMPORARY).write(channel);
      // A lock that nobody holds says that the launcher was killed: it appears when it is held.
      Files.move(unlocked, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private OwnedDirectory removedAtExit() {
    Runtime.getRuntime().addShutdownHook(atExit);
    return this;
  }

  /** Sets whether it stays when it is closed, or the process ends. */
  public void keep(boolean keep) {
    kept = keep;
  }

  private static OwnedDirectory createIn(Path parent) throws IOException {
    while (true) {
      try {
        String name = OWN + threeDigits(ThreadLocalRandom.current().nextInt());
        Path path = PrivateFiles.createDirectory(parent.resolve(name));
        return takeOver(path, lockNew(path), OwnedDirectory::deleteWhileInUse);
      } catch (FileAlreadyExistsException e) {
        LOG.trace("taken: {}", e.getFile());
      } catch (NoSuchFileException e) {
        if (!Files.isDirectory(parent)) {
          throw e;
        }
        // Another process has removed what this one was making, and did not hold the lock of yet.
        LOG.trace("removed: {}", e.getFile());
      }
    }
  }

  /** What cannot be locked is not left behind. */
  private static FileChannel lockNew(Path path) throws IOException {
    try {
      return lock(path);
    } catch (IOException e) {
      Files.deleteIfExists(path.resolve(UNLOCKED));
      Files.deleteIfExists(path);
      throw e;
    }
  }

  private static String ownPrefix() {
    ProcessHandle own = ProcessHandle.current();
    long started = own.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PREFIX + own.pid() + "-" + threeDigits(Long.hashCode(started));
  }

  private static String threeDigits(int number) {
    return Integer.toString(DIGIT * DIGIT + (number & 0x7fff), DIGIT);
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path candidate : candidates) {
        // Closing any handle of a locked file gives up this process's lock, so ours are not looked
        // at.
        String name = String.valueOf(candidate.getFileName());
        if (NAME.matcher(name).matches() && !name.startsWith(OWN)) {
          sweepOne(candidate);
        }
      }
    }
  }

  private static void sweepOne(Path candidate) {
    try {
      if (PrivateFiles.distrust(candidate) != null) {
        return; // Somebody else may have made it only to have something deleted.
      }
      Path file = candidate.resolve(LOCK);
      if (!Files.exists(file)) {
        sweepHalfMade(candidate);
        return;
      }
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        if (channel.tryLock() != null && isTemporary(channel)) {
          LOG.info("removing {}, left behind by a launcher that was killed", candidate);
          delete(candidate);
        }
      }
    } catch (IOException e) {
      LOG.trace("cannot remove {}", candidate, e);
    }
  }

  /**
   * Removes what a launcher left that was killed while it made a directory. One that lives, and is
   * only slower than this, sees that it is gone and makes another.
   */
  private static void sweepHalfMade(Path candidate) throws IOException {
    Path unlocked = candidate.resolve(UNLOCKED);
    if (!children(candidate).equals(List.of(unlocked))) {
      Files.deleteIfExists(candidate); // Fails if there is anything in it, which is not ours.
      return;
    }
    try (FileChannel channel =
        FileChannel.open(unlocked, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (channel.tryLock() != null) {
        Files.deleteIfExists(unlocked);
        Files.deleteIfExists(candidate);
      }
    }
  }

  private static boolean isTemporary(FileChannel lock) throws IOException {
    RunMarker marker = RunMarker.read(lock);
    return marker != null && marker.use() == RunMarker.Use.TEMPORARY;
  }

  /** Returns the directory. */
  public Path path() {
    return path;
  }

  /** Sets what to do first should the process exit while the directory is there. */
  public void beforeExit(Runnable action) {
    beforeExit = action;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      LOG.trace("exiting: {} is removed by both", path);
    }
    remove();
  }

  private void exit() {
    beforeExit.run();
    remove();
  }

  private void remove() {
    try {
      if (!kept) {
        removal.remove(path);
      }
      lock.close();
    } catch (IOException e) {
      LOG.warn("directory {} could not be removed: {}", path, e.toString());
    }
  }

  private static void deleteWhileInUse(Path directory) throws IOException {
    for (int attempt = 1; Files.exists(directory); attempt++) {
      try {
        delete(directory);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        if (attempt == DELETE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Deletes a directory and all that is in it; a link is deleted, and not followed. */
  private static void delete(Path directory) throws IOException {
    for (Path child : children(directory)) {
      if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
        delete(child);
      } else {
        Files.deleteIfExists(child);
      }
    }
    Files.deleteIfExists(directory);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (var stream = Files.list(directory)) {
      return stream.toList();
    }
  }
}

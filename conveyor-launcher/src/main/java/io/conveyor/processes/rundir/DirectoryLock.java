package io.conveyor.processes.rundir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.SealedFile;
import io.conveyor.owned.RunMarker;
import io.conveyor.owned.SealedProperties;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The lock of a directory that outlives launchers: the file {@code lock}, locked by the launcher
 * for as long as it lives, with the marker that says what is there; and the file {@code owner},
 * which names the launcher to others.
 */
final class DirectoryLock {

  static final String LOCK = "lock";
  static final String OWNER = "owner";

  private final Path directory;
  private final FileChannel channel;
  private RunMarker marker;

  private DirectoryLock(Path directory, FileChannel channel, RunMarker marker) {
    this.directory = directory;
    this.channel = channel;
    this.marker = marker;
  }

  /**
   * Locks a directory until the channel is closed.
   *
   * @throws ConveyorException if a launcher that is alive has it, or it is none of Conveyor's
   */
  static DirectoryLock acquire(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (!isNew && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw RunFiles.notOurs(directory);
    }
    FileChannel channel = open(file);
    boolean locked = false;
    try {
      locked = locks(channel);
      if (!locked) {
        throw new ConveyorException(
            Category.USAGE,
            "%s: its run is alive, in process %s; wait for it, or end it"
                .formatted(directory, owner(directory)));
      }
      RunMarker marker = channel.size() == 0 ? mark(directory, channel) : RunMarker.read(channel);
      if (marker == null || marker.use() == RunMarker.Use.TEMPORARY) {
        throw RunFiles.notOurs(directory);
      }
      byte[] owner = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
      ownerFile(directory).write(owner, owner.length);
      return new DirectoryLock(directory, channel, marker);
    } catch (IOException | RuntimeException e) {
      boolean unused = channel.size() == 0 || (locked && e instanceof IOException);
      if (isNew && unused) {
        Files.deleteIfExists(file);
      }
      channel.close();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        PrivateFiles.fileAttributes(file));
  }

  /** Only a directory without anything in it becomes one of Conveyor's. */
  private static RunMarker mark(Path directory, FileChannel channel) throws IOException {
    if (!RunFiles.others(directory, Set.of(LOCK)).isEmpty()) {
      throw RunFiles.notOurs(directory);
    }
    RunMarker marker = RunMarker.of(RunMarker.Use.PREPARED);
    write(marker, directory, channel);
    return marker;
  }

  private static void write(RunMarker marker, Path directory, FileChannel channel)
      throws IOException {
    try {
      marker.write(channel);
    } catch (IOException e) {
      throw Room.named(directory.resolve(LOCK), e);
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // It is this process that has it.
    }
  }

  private static String owner(Path directory) throws IOException {
    byte[] owner = ownerFile(directory).read();
    return owner == null ? "unknown" : new String(owner, UTF_8);
  }

  private static SealedFile ownerFile(Path directory) {
    return new SealedFile(directory.resolve(OWNER), SealedProperties.MAGIC);
  }

  /** Returns the locked file. */
  FileChannel channel() {
    return channel;
  }

  /** Returns what the directory is for. */
  RunMarker.Use use() {
    return marker.use();
  }

  /**
   * Says what the directory is for from now on, and returns when it would survive a loss of power.
   */
  void mark(RunMarker.Use use) throws IOException {
    marker = marker.with(use);
    write(marker, directory, channel);
  }
}

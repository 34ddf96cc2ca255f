package io.conveyor.processes.rundir;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.SealedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The lock of a directory that outlives launchers: the file {@code lock}, locked by the launcher
 * for as long as it lives, and the file {@code owner}, which names it to others.
 */
final class DirectoryLock {

  static final String LOCK = "lock";
  static final String OWNER = "owner";

  private DirectoryLock() {}

  /**
   * Locks a directory until the channel is closed.
   *
   * @throws ConveyorException if a launcher that is alive has it
   */
  static FileChannel acquire(Path directory) throws IOException {
    Path file = directory.resolve(LOCK);
    if (!Files.exists(file)) {
      PrivateFiles.write(file, new byte[0]);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (!locks(channel)) {
        throw new ConveyorException(
            Category.USAGE,
            "%s: its run is alive, in process %s; wait for it, or end it"
                .formatted(directory, owner(directory)));
      }
      byte[] owner = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
      ownerFile(directory).write(owner, owner.length);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
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
}

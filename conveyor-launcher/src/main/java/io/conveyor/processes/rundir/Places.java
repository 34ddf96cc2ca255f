package io.conveyor.processes.rundir;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.owned.OwnedDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses where run directories are made, and where the sockets of a run lie. */
final class Places {

  private static final Logger LOG = LoggerFactory.getLogger(Places.class);
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /**
   * The path of a Unix domain socket has at most 103 bytes on macOS and 107 on Linux; the name of a
   * run directory and of a socket in it take up to 35.
   */
  private static final int LONGEST_PARENT_BYTES = 68;

  private Places() {}

  /**
   * Chooses where to make a run directory. Memory-backed files spare the disk, but in a container
   * there is often too little of them.
   *
   * @param bytes how much will be written there at the most
   */
  static Path forRun(long bytes) {
    try {
      if (!Files.isWritable(SHARED_MEMORY)) {
        return temporary();
      }
      long free = Files.getFileStore(SHARED_MEMORY).getUsableSpace();
      if (free >= bytes) {
        return SHARED_MEMORY;
      }
      LOG.info(
          "{} has {} MiB free, {} MiB may be needed: using {}",
          SHARED_MEMORY,
          free >> 20,
          bytes >> 20,
          temporary());
    } catch (IOException e) {
      LOG.info("{} cannot be used ({}): using {}", SHARED_MEMORY, e, temporary());
    }
    return temporary();
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
  }

  /** Returns whether sockets can lie in a run directory that was made by name. */
  static boolean hasRoomForSockets(OwnedDirectory directory) {
    Path parent = directory.path().toAbsolutePath().getParent();
    return parent != null && isShort(parent);
  }

  private static boolean isShort(Path parent) {
    return parent.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PARENT_BYTES;
  }

  /**
   * Makes a private directory for sockets, where their paths are short.
   *
   * @throws ConveyorException if there is no such place
   */
  static OwnedDirectory forSockets() {
    for (Path candidate : candidates()) {
      if (isUsable(candidate)) {
        return OwnedDirectory.create(candidate);
      }
    }
    throw new ConveyorException(
        Category.RESOURCES,
        "no directory for sockets: none of %s can be written to and has a path of at most %d bytes; set XDG_RUNTIME_DIR to one that is private"
            .formatted(candidates(), LONGEST_PARENT_BYTES));
  }

  private static List<Path> candidates() {
    List<Path> all = new ArrayList<>();
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && isPrivate(Path.of(runtime))) {
      all.add(Path.of(runtime).toAbsolutePath());
    }
    all.add(temporary());
    all.add(Path.of("/tmp"));
    all.add(SHARED_MEMORY);
    return all;
  }

  private static boolean isPrivate(Path directory) {
    try {
      return Files.isDirectory(directory) && PrivateFiles.distrust(directory) == null;
    } catch (IOException e) {
      LOG.trace("{} cannot be used for sockets", directory, e);
      return false;
    }
  }

  private static boolean isUsable(Path directory) {
    return Files.isDirectory(directory) && Files.isWritable(directory) && isShort(directory);
  }
}

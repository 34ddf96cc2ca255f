package io.conveyor.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files and directories that only their owner may read: 0600 and 0700 from the moment they exist.
 */
public final class PrivateFiles {

  /** Options to create a file that must not be there, for reading and writing. */
  public static final Set<OpenOption> CREATE_NEW_READ_WRITE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private PrivateFiles() {}

  /** Returns the attributes of a new private file in a directory; none where there are no modes. */
  public static FileAttribute<?>[] fileAttributes(Path directory) {
    return attributes(directory, "rw-------");
  }

  /**
   * Creates a private directory.
   *
   * @throws IOException if it is there already, or cannot be created
   */
  public static Path createDirectory(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    return Files.createDirectory(
        directory, attributes(parent == null ? directory : parent, "rwx------"));
  }

  /** Creates a private file with that content; it must not be there. */
  public static void write(Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    try (var channel =
        Files.newByteChannel(
            file, CREATE_NEW_READ_WRITE, fileAttributes(parent == null ? file : parent))) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Creates a private file with that content, in place of what is there. */
  public static void replace(Path file, byte[] content) throws IOException {
    Files.deleteIfExists(file);
    write(file, content);
  }

  /** Returns when the content of a file would survive a loss of power. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Returns when what its directory says of a file would survive a loss of power. */
  public static void forceParent(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      forceDirectory(parent);
    }
  }

  /** Returns when the names in a directory would survive a loss of power. */
  public static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] attributes(Path directory, String mode) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}

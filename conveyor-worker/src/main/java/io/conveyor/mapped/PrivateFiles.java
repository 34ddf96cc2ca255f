package io.conveyor.mapped;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and directories that only their owner may read: 0600 and 0700 from the moment they exist.
 */
public final class PrivateFiles {

  /** Options to create a file that must not be there, for reading and writing. */
  public static final Set<OpenOption> CREATE_NEW_READ_WRITE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private static final Path PROCESS = Path.of("/proc/self");

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

  /**
   * Creates a private file with that content; it must not be there.
   *
   * @throws IOException that names the file, of which nothing is left
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    try (var channel =
        Files.newByteChannel(
            file, CREATE_NEW_READ_WRITE, fileAttributes(parent == null ? file : parent))) {
      write(channel, content);
    } catch (FileSystemException e) {
      throw e; // It was not created.
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw Room.named(file, e);
    }
  }

  private static void write(SeekableByteChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    Stores.next();
    if (Stores.split()) {
      channel.write(bytes.limit(content.length / 2));
      bytes.limit(content.length);
      Stores.next();
    }
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Takes from everybody else what they may do with a directory of one's own. */
  public static void restrict(Path directory) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    }
  }

  /**
   * Takes from everybody else what they may do with a file that was made by other means, such as a
   * socket; until then, every user who may enter its directory could use it.
   */
  public static void restrictFile(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Creates a private file with that content, in place of what is there. */
  public static void replace(Path file, byte[] content) throws IOException {
    Stores.next();
    Files.deleteIfExists(file);
    Stores.next();
    write(file, content);
  }

  /** Returns when the content of a file would survive a loss of power. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      Stores.next();
      channel.force(true);
    }
    Stores.synced(file);
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
      Stores.next();
      channel.force(true);
    }
    Stores.synced(directory);
  }

  /**
   * Returns why a directory cannot be trusted with what only its owner may read and write, or null
   * if it can: somebody else may have put it there, or may put files into it.
   */
  public static @Nullable String distrust(Path directory) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return null; // There are no modes here.
    }
    PosixFileAttributes attributes = view.readAttributes();
    if (attributes.isSymbolicLink()) {
      return "is a symbolic link; name what it points to";
    } else if (!attributes.isDirectory()) {
      return "is not a directory";
    } else if (!attributes.owner().equals(self(directory))) {
      return "belongs to %s; choose one of your own, or one that is not there yet"
          .formatted(attributes.owner().getName());
    }
    Set<PosixFilePermission> modes = attributes.permissions();
    return modes.contains(PosixFilePermission.GROUP_WRITE)
            || modes.contains(PosixFilePermission.OTHERS_WRITE)
        ? "can be written to by others (%s); take that away with chmod go-w"
            .formatted(PosixFilePermissions.toString(modes))
        : null;
  }

  private static UserPrincipal self(Path directory) throws IOException {
    return Files.exists(PROCESS)
        ? Files.getOwner(PROCESS) // A user without a name has only this.
        : directory
            .getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private static FileAttribute<?>[] attributes(Path directory, String mode) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}

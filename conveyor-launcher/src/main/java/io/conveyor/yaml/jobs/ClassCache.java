package io.conveyor.yaml.jobs;

import io.conveyor.ConveyorException;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.SealedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps compiled classes from one command to the next, since a compiler takes longer to start than
 * most pipelines do. A private directory:
 *
 * <pre>
 *   KEY     a {@link SealedFile} with a zip of the classes, used last when it was modified last
 *   KEY.*   one that is being written, or was when its command was killed
 * </pre>
 *
 * Classes are copied out, so any file may be deleted at any time. What is damaged is compiled
 * again. A directory that belongs to somebody else, or that others may write to, is not used.
 */
public final class ClassCache {

  private static final Logger LOG = LoggerFactory.getLogger(ClassCache.class);
  private static final long MAGIC = 0x434f4e5643410001L;
  private static final long MOST_BYTES = 64L << 20;

  private static final String HOME = "conveyor.home";
  private static final String CHOSEN = "CONVEYOR_CACHE";

  /** Keeps nothing. */
  public static final ClassCache NONE = new ClassCache(null, Level.DEBUG);

  private final @Nullable Path directory;
  private final Level ifUnusable;

  private ClassCache(@Nullable Path directory, Level ifUnusable) {
    this.directory = directory;
    this.ifUnusable = ifUnusable;
  }

  /** Keeps classes in a directory that a user has named, which may not be there yet. */
  static ClassCache in(Path directory) {
    return new ClassCache(directory, Level.WARN);
  }

  /** Returns the cache of {@code CONVEYOR_CACHE}, or else of the installation. */
  public static ClassCache ofCommand() {
    String chosen = System.getenv(CHOSEN);
    String home = System.getProperty(HOME);
    if (chosen != null && !chosen.isEmpty()) {
      return in(Path.of(chosen).toAbsolutePath());
    }
    // An installation that belongs to somebody else is the usual case, and works as well.
    return home == null ? NONE : new ClassCache(Path.of(home, "lib", "compiled"), Level.DEBUG);
  }

  /** Returns whether there is somewhere to keep classes. */
  boolean isUsable() {
    if (directory == null) {
      return false;
    }
    try {
      if (!Files.exists(directory)) {
        create(directory);
      }
      String distrust = PrivateFiles.distrust(directory);
      if (distrust != null) {
        LOG.atLevel(ifUnusable).log("no classes are kept in {}: it {}", directory, distrust);
      }
      return distrust == null;
    } catch (IOException e) {
      LOG.atLevel(ifUnusable).log("no classes are kept in {}: {}", directory, e.toString());
      return false;
    }
  }

  private static void create(Path directory) throws IOException {
    try {
      PrivateFiles.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      LOG.trace("another command has made {}", directory);
    }
  }

  /**
   * Copies classes out.
   *
   * @param key of the classes
   * @param into an empty directory
   * @return whether they were there, and are whole
   */
  boolean load(String key, Path into) throws IOException {
    Path file = file(key);
    try {
      byte[] zip = new SealedFile(file, MAGIC).read();
      if (zip == null) {
        return false;
      }
      unpack(zip, into);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (ConveyorException e) {
      LOG.trace("compiled again: {}", e.getMessage());
      return false;
    }
  }

  /** Keeps the classes of a directory; only a loss of time if that fails. */
  void store(String key, Path classes) {
    Path unfinished = file(key + "." + UUID.randomUUID());
    try {
      byte[] zip = pack(classes);
      if (zip.length <= MOST_BYTES) {
        new SealedFile(unfinished, MAGIC).write(zip, zip.length);
        Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
        evict();
      }
    } catch (IOException e) {
      LOG.atLevel(ifUnusable)
          .log(
              "classes are not kept, and compiled again the next time: {}", Room.why(e, file(key)));
    }
  }

  private Path file(String name) {
    return Objects.requireNonNull(directory).resolve(name);
  }

  private static byte[] pack(Path classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, zip);
      }
    }
    return bytes.toByteArray();
  }

  private static void unpack(byte[] bytes, Path into) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName()).normalize();
        if (!file.startsWith(into)) {
          throw new IOException("an entry is named " + entry.getName());
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        PrivateFiles.write(file, zip.readAllBytes());
      }
    }
  }

  /** Deletes what was not used for longest, until the rest is small enough. */
  private void evict() throws IOException {
    List<Path> newestFirst;
    try (Stream<Path> files = Files.list(Objects.requireNonNull(directory))) {
      newestFirst = files.sorted(Comparator.comparing(ClassCache::lastUsed).reversed()).toList();
    }
    long bytes = 0;
    for (Path file : newestFirst) {
      bytes += Math.max(0, file.toFile().length());
      if (bytes > MOST_BYTES) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long lastUsed(Path file) {
    return file.toFile().lastModified();
  }
}

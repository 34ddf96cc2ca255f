package io.conveyor.mapped;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a lack of room, be it on a disk or in memory, from other failures, and says how much there
 * is.
 */
public final class Room {

  /** What the system says of files. */
  private static final List<String> OF_FILES =
      List.of("No space left on device", "Disk quota exceeded", "File too large");

  /**
   * What the system and the JVM say of memory, and of what else a process may have too little of.
   */
  private static final List<String> OF_MEMORY =
      List.of(
          "Map failed",
          "Cannot allocate memory",
          "Resource temporarily unavailable",
          "Too many open files");

  /** Ends without a word when it gets no memory. */
  private static final String HELPER = "Failed to exec spawn helper";

  private static final int MOST_CAUSES = 16;

  private Room() {}

  /** Returns whether something failed, or what caused it, because there was no room. */
  public static boolean isShort(Throwable thrown) {
    return shortage(thrown) != null;
  }

  /**
   * Returns why something failed; for a lack of room, that is followed by how much there is.
   *
   * @param place where it was to be, if the failure does not name a file
   */
  public static String why(Throwable thrown, Path place) {
    Throwable shortage = shortage(thrown);
    if (shortage == null) {
      return reason(thrown);
    }
    String room =
        isOfFiles(shortage) ? free(file(thrown, place)) : Limits.ofMemory(reason(shortage));
    return reason(shortage) + (room.isEmpty() ? "" : "; " + room);
  }

  /** Returns a failure that names the file, as the system does not where it is written to. */
  public static IOException named(Path file, IOException e) {
    if (e instanceof FileSystemException) {
      return e;
    }
    FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
    named.initCause(e);
    return named;
  }

  private static @Nullable Throwable shortage(Throwable thrown) {
    @Nullable Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++) {
      if (each instanceof OutOfMemoryError || isOfFiles(each) || isOfMemory(each)) {
        return each;
      }
      each = each.getCause();
    }
    return null;
  }

  private static boolean isOfFiles(Throwable thrown) {
    return thrown instanceof IOException && says(thrown, OF_FILES);
  }

  private static boolean isOfMemory(Throwable thrown) {
    return thrown instanceof IOException
        && (says(thrown, OF_MEMORY)
            || (says(thrown, List.of(HELPER)) && Limits.isAddressSpaceLimited()));
  }

  private static boolean says(Throwable thrown, List<String> any) {
    String message = String.valueOf(thrown.getMessage());
    return any.stream().anyMatch(message::contains);
  }

  /** The class of an exception says something only where it is one of its own. */
  private static String reason(Throwable thrown) {
    boolean speaks =
        thrown.getClass() == IOException.class || thrown.getClass() == FileSystemException.class;
    String message = thrown.getMessage();
    return message == null || !speaks ? thrown.toString() : message;
  }

  private static Path file(Throwable thrown, Path otherwise) {
    @Nullable Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++) {
      if (each instanceof FileSystemException named && named.getFile() != null) {
        return Path.of(named.getFile());
      }
      each = each.getCause();
    }
    return otherwise;
  }

  private static String free(Path file) {
    @Nullable Path directory = file.toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory)) {
      directory = directory.getParent();
    }
    String limit = Limits.ofFiles();
    try {
      return directory == null
          ? limit
          : "%d bytes are free in %s%s"
              .formatted(
                  Files.getFileStore(directory).getUsableSpace(),
                  directory,
                  limit.isEmpty() ? "" : ", and " + limit);
    } catch (IOException e) {
      return limit;
    }
  }
}

package io.conveyor.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a file looks to one who does not read it.
 *
 * @param size its length in bytes; -1 if there is none
 * @param time when it was last written
 * @param key which file it is, behind its name; null where that is not known
 */
record FileLook(long size, Instant time, @Nullable Object key) {

  /** Of a file that is not there, or that changed before anybody looked. */
  static final FileLook NONE = new FileLook(-1, Instant.EPOCH, null);

  static FileLook of(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileLook(found.size(), found.lastModifiedTime().toInstant(), found.fileKey());
    } catch (IOException e) {
      return NONE;
    }
  }

  boolean isWrittenBetween(Instant from, Instant to) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}

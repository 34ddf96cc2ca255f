package io.conveyor.memory;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.face.Face;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Room;
import io.conveyor.mapped.Words;
import io.conveyor.mapped.Zeros;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the file, and finds out whether a file is one. */
final class MemoryFile {

  private MemoryFile() {}

  /** Writes all of it before it is mapped. */
  static void create(Path file, long size) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " is not a file in a directory");
    }
    long needed = MemoryLayout.HEADER_BYTES + size;
    try {
      requireRoom(directory, Files.getFileStore(directory), needed);
      FileChannel channel =
          FileChannel.open(
              file, PrivateFiles.CREATE_NEW_READ_WRITE, PrivateFiles.fileAttributes(directory));
      try (channel) {
        fill(channel, size);
      } catch (IOException e) {
        Files.deleteIfExists(file);
        throw new ConveyorException(
            Category.RESOURCES,
            "no room for the %d bytes of shared memory in %s: %s; %s"
                .formatted(size, directory, Room.why(e, directory), remedy()),
            e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireRoom(Path directory, FileStore store, long needed) throws IOException {
    long free = store.getUsableSpace();
    if (free < needed) {
      throw new ConveyorException(
          Category.RESOURCES,
          "no room for shared memory in %s: %d bytes are needed, %d are free; %s"
              .formatted(directory, needed, free, remedy()));
    }
  }

  private static String remedy() {
    return "lower %s, or choose another %s"
        .formatted(Face.setting("shared-memory"), Face.setting("directory"));
  }

  private static void fill(FileChannel channel, long size) throws IOException {
    Zeros.fill(channel, MemoryLayout.HEADER_BYTES + size);
    Words header = Words.map(channel, 0, MemoryLayout.HEADER_BYTES);
    header.putInt(MemoryLayout.VERSION_AT, MemoryLayout.VERSION);
    header.put(MemoryLayout.SIZE_AT, size);
    header.putRelease(MemoryLayout.MAGIC_AT, MemoryLayout.MAGIC);
  }

  /** Returns the header, once everything about the file has been checked. */
  static Words header(Path file, FileChannel channel) throws IOException {
    long found = channel.size();
    if (found <= MemoryLayout.HEADER_BYTES) {
      throw corrupt(file, "file size", "more than " + MemoryLayout.HEADER_BYTES, found);
    }
    Words header = Words.map(channel, 0, MemoryLayout.HEADER_BYTES);
    long magic = header.getAcquire(MemoryLayout.MAGIC_AT);
    if (magic != MemoryLayout.MAGIC) {
      throw corrupt(file, "magic", hex(MemoryLayout.MAGIC), hex(magic));
    }
    int version = header.getInt(MemoryLayout.VERSION_AT);
    if (version != MemoryLayout.VERSION) {
      throw corrupt(file, "version", MemoryLayout.VERSION, version);
    }
    long size = header.get(MemoryLayout.SIZE_AT);
    if (size != found - MemoryLayout.HEADER_BYTES) {
      throw corrupt(file, "size of the user's part", found - MemoryLayout.HEADER_BYTES, size);
    }
    return header;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  private static ConveyorException corrupt(Path file, String what, Object expected, Object found) {
    return new ConveyorException(
        Category.CORRUPT,
        "%s is not a shared memory of this version: %s is %s, expected %s"
            .formatted(file, what, found, expected));
  }
}

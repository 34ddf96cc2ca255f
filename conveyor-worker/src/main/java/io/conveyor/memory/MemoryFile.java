package io.conveyor.memory;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the file, and finds out whether a file is one. */
final class MemoryFile {

  private static final int ZEROS = 1 << 20;

  private MemoryFile() {}

  /** Writes it all: a hole in a mapped file would be a fatal signal once the disk is full. */
  static void create(Path file, long size) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IllegalArgumentException(file + " is not a file in a directory");
    }
    long needed = Layout.HEADER_BYTES + size;
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
            "no room for the %d bytes of shared memory in %s: %s; lower shared-memory, or choose "
                    .formatted(size, directory, e.getMessage())
                + "another directory",
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
          "no room for shared memory in %s: %d bytes are needed, %d are free; lower shared-memory, "
                  .formatted(directory, needed, free)
              + "or choose another directory");
    }
  }

  private static void fill(FileChannel channel, long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
    long left = Layout.HEADER_BYTES + size;
    while (left > 0) {
      zeros.clear().limit((int) Math.min(left, ZEROS));
      left -= channel.write(zeros);
    }
    ByteBuffer header = ByteBuffer.allocate(Layout.GUARD_AT).order(ByteOrder.nativeOrder());
    header.putInt(Layout.VERSION_AT, Layout.VERSION).putLong(Layout.SIZE_AT, size);
    write(channel, header.putLong(Layout.MAGIC_AT, Layout.MAGIC));
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  /** Returns the header, once everything about the file has been checked. */
  static ByteBuffer header(Path file, FileChannel channel) throws IOException {
    long found = channel.size();
    if (found <= Layout.HEADER_BYTES) {
      throw corrupt(file, "file size", "more than " + Layout.HEADER_BYTES, found);
    }
    ByteBuffer header =
        channel
            .map(FileChannel.MapMode.READ_WRITE, 0, Layout.HEADER_BYTES)
            .order(ByteOrder.nativeOrder());
    long magic = (long) Layout.LONG.getAcquire(header, Layout.MAGIC_AT);
    if (magic != Layout.MAGIC) {
      throw corrupt(file, "magic", hex(Layout.MAGIC), hex(magic));
    }
    int version = header.getInt(Layout.VERSION_AT);
    if (version != Layout.VERSION) {
      throw corrupt(file, "version", Layout.VERSION, version);
    }
    long size = header.getLong(Layout.SIZE_AT);
    if (size != found - Layout.HEADER_BYTES) {
      throw corrupt(file, "size of the user's part", found - Layout.HEADER_BYTES, size);
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

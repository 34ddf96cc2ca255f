package io.conveyor.pipe.ring;

import io.conveyor.mapped.Corrupt;
import io.conveyor.mapped.PrivateFiles;
import io.conveyor.mapped.Uninterrupted;
import io.conveyor.mapped.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The mapped file of a pipe's ring, which is there once a block has needed it.
 *
 * @param path where it is
 * @param bytes its length
 */
public record RingFile(Path path, int bytes) {

  /**
   * Maps the file for the writer, having made it whole.
   *
   * @throws IOException if there is no room for it
   */
  ByteBuffer create() throws IOException {
    return Uninterrupted.call(this::createAndMap);
  }

  private ByteBuffer createAndMap() throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.fileAttributes(path))) {
      Zeros.fill(channel, bytes);
      return map(channel, MapMode.READ_WRITE);
    }
  }

  /**
   * Maps the file for a reader.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if it is not there, or not whole
   */
  public ByteBuffer open() {
    try {
      return Uninterrupted.call(this::openAndMap);
    } catch (IOException e) {
      throw Corrupt.of(path, "cannot be opened, though a block lies in it", e);
    }
  }

  private ByteBuffer openAndMap() throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      if (channel.size() != bytes) {
        throw Corrupt.of(path, "length in bytes", bytes, channel.size());
      }
      return map(channel, MapMode.READ_ONLY);
    }
  }

  boolean exists() {
    return Files.exists(path);
  }

  private ByteBuffer map(FileChannel channel, MapMode mode) throws IOException {
    return channel.map(mode, 0, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package io.conveyor.pipe;

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

/** The mapped file of a pipe's ring, which is there once a block has needed it. */
final class RingFile {

  private RingFile() {}

  /**
   * Maps the file for the writer, having made it whole.
   *
   * @throws IOException if there is no room for it
   */
  static ByteBuffer create(PipeSpec spec) throws IOException {
    return Uninterrupted.call(() -> createAndMap(spec));
  }

  private static ByteBuffer createAndMap(PipeSpec spec) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path(spec),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PrivateFiles.fileAttributes(spec.home()))) {
      Zeros.fill(channel, spec.ringBytes());
      return map(channel, MapMode.READ_WRITE, spec);
    }
  }

  /**
   * Maps the file for a reader.
   *
   * @throws io.conveyor.ConveyorException of category CORRUPT if it is not there, or not whole
   */
  static ByteBuffer open(PipeSpec spec) {
    try {
      return Uninterrupted.call(() -> openAndMap(spec));
    } catch (IOException e) {
      throw Corrupt.of(path(spec), "cannot be opened, though a block lies in it", e);
    }
  }

  private static ByteBuffer openAndMap(PipeSpec spec) throws IOException {
    try (FileChannel channel = FileChannel.open(path(spec), StandardOpenOption.READ)) {
      if (channel.size() != spec.ringBytes()) {
        throw Corrupt.of(path(spec), "length in bytes", spec.ringBytes(), channel.size());
      }
      return map(channel, MapMode.READ_ONLY, spec);
    }
  }

  static boolean exists(PipeSpec spec) {
    return Files.exists(path(spec));
  }

  private static ByteBuffer map(FileChannel channel, MapMode mode, PipeSpec spec)
      throws IOException {
    return channel.map(mode, 0, spec.ringBytes()).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Path path(PipeSpec spec) {
    return spec.home().resolve("ring.dat");
  }
}

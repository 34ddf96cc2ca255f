package io.conveyor.benchmarks;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How fast bytes go into mapped memory whose pages are there already: what no pipe can beat. */
final class MappedCopy {

  private static final int MAPPED = 16 << 20;

  private MappedCopy() {}

  static double gigabytesPerSecond(byte[] block, long bytes) throws IOException {
    Path shared = Path.of("/dev/shm");
    Path file =
        Files.isDirectory(shared)
            ? Files.createTempFile(shared, "copy", null)
            : Files.createTempFile("copy", null);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(MapMode.READ_WRITE, 0, MAPPED);
      copy(block, MAPPED, mapped);
      long start = System.nanoTime();
      copy(block, bytes, mapped);
      return bytes / (double) (System.nanoTime() - start);
    } finally {
      Files.delete(file);
    }
  }

  private static void copy(byte[] block, long bytes, MappedByteBuffer mapped) {
    mapped.clear();
    for (long left = bytes; left >= block.length; left -= block.length) {
      if (mapped.remaining() < block.length) {
        mapped.clear();
      }
      mapped.put(block);
    }
  }
}

package io.conveyor.memory;

import io.conveyor.face.Face;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shared memory of this process alone, in a private temporary file that is deleted on close. */
public final class PrivateMemory implements AutoCloseable {

  private static final String FILE = "memory.dat";

  private final Path directory;
  private final MappedMemory memory;

  private PrivateMemory(Path directory, MappedMemory memory) {
    this.directory = directory;
    this.memory = memory;
  }

  /**
   * Makes memory.
   *
   * @param bytes its size, at least 1
   * @throws UncheckedIOException if there is no room for it
   */
  public static PrivateMemory of(long bytes) {
    try {
      Path directory = Files.createTempDirectory("conveyor-memory-");
      try {
        MappedMemory.create(directory.resolve(FILE), bytes);
        return new PrivateMemory(directory, MappedMemory.open(directory.resolve(FILE), 0));
      } catch (RuntimeException e) {
        delete(directory);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(Face.setting("shared-memory") + ": " + e.getMessage(), e);
    }
  }

  /** Returns the memory, until it is closed. */
  public MappedMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    try (memory) {
      delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(Face.setting("shared-memory") + ": " + e.getMessage(), e);
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
    Files.delete(directory);
  }
}

package io.conveyor.processes.rundir;

import io.conveyor.memory.MappedMemory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of the memory that the jobs of a run share. */
public final class SharedMemory {

  private static final String FILE = "memory.dat";

  /** The launcher has the number of the sink, which has no locks of its own. */
  private static final int LAUNCHER = 1;

  private SharedMemory() {}

  /** Returns the file in a run directory. */
  public static Path file(Path directory) {
    return directory.resolve(FILE);
  }

  static void create(Path directory, long bytes) {
    if (bytes > 0) {
      MappedMemory.create(file(directory), bytes);
    }
  }

  /** Opens what is there, free of locks that participants of a launcher before this one had. */
  static @Nullable MappedMemory open(Path directory, long bytes, int participants) {
    if (bytes == 0) {
      return null;
    }
    MappedMemory opened = MappedMemory.open(file(directory), LAUNCHER);
    try {
      for (int number = LAUNCHER + 1; number < participants; number++) {
        opened.releaseLocksOf(number);
      }
      opened.requireNobodyHolds();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}

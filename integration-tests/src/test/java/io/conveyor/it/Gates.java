package io.conveyor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * Gates in the way of a process: a test closes and opens them, and the process waits at those that
 * are closed. Each is a file, which is there while the gate is closed.
 */
final class Gates {

  private static final long LOOK_NANOS = 1_000_000;

  private Gates() {}

  static void close(Path directory, Object gate) throws IOException {
    Files.createFile(file(directory, gate));
  }

  static void open(Path directory, Object gate) throws IOException {
    Files.delete(file(directory, gate));
  }

  /** Waits while the gate is closed, or until the thread is interrupted. */
  static void pass(Path directory, Object gate) {
    Path file = file(directory, gate);
    while (Files.exists(file) && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static Path file(Path directory, Object gate) {
    return directory.resolve("gate-" + gate);
  }
}

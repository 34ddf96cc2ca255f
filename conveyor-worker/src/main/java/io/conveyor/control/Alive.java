package io.conveyor.control;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.mapped.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Returns whether workers of an earlier launcher are still about in a directory that outlives
 * launchers: each holds a shared lock on the file {@code workers} for as long as it lives, which
 * the system takes away from whatever dies.
 */
public final class Alive {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long LOOK_MILLIS = 20;

  @SuppressWarnings("UnusedVariable") // Held, not read: a lock lasts as long as its channel.
  private static @Nullable FileLock held;

  private Alive() {}

  /** Creates the file. */
  public static void create(Path directory) throws IOException {
    if (!Files.exists(file(directory))) {
      PrivateFiles.write(file(directory), new byte[0]);
    }
  }

  /** Says for as long as this process lives that it does; nothing where nobody asks. */
  @SuppressWarnings("resource") // Closing it would give up the lock.
  public static synchronized void hold(Path directory) throws IOException {
    Path file = file(directory);
    if (Files.exists(file)) {
      held =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
              .lock(0, Long.MAX_VALUE, true);
    }
  }

  /** Waits until no worker of an earlier launcher is left: they end as soon as they notice. */
  public static void awaitNone(Path directory) throws IOException {
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (anyIn(directory)) {
      if (System.nanoTime() > deadline) {
        throw new ConveyorException(
            Category.RESOURCES,
            "%s: workers of the launcher before are still there after %d s: one may be stopped; look for processes with the directory in their command line, and end them"
                .formatted(directory, TimeUnit.NANOSECONDS.toSeconds(WAIT_NANOS)));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConveyorException(
            Category.INTERRUPTED, "interrupted while waiting for workers to end", e);
      }
    }
  }

  private static boolean anyIn(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(file(directory), StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    }
  }

  private static Path file(Path directory) {
    return directory.resolve("workers");
  }
}

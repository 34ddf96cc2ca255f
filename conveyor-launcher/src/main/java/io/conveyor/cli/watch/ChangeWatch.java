package io.conveyor.cli.watch;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at files while a run is under way, until one has changed, or the run has ended. */
final class ChangeWatch implements AutoCloseable {

  /** Files of an editor, of a network or of another container make no sound as they change. */
  static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final WatchedFiles files;
  private final Consumer<Path> whenChanged;
  private final Thread thread = new Thread(this::look, "conveyor watch");
  private volatile boolean closed;
  private volatile boolean found;

  private ChangeWatch(WatchedFiles files, Consumer<Path> whenChanged) {
    this.files = files;
    this.whenChanged = whenChanged;
  }

  static ChangeWatch start(WatchedFiles files, Consumer<Path> whenChanged) {
    ChangeWatch watch = new ChangeWatch(files, whenChanged);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  private void look() {
    while (!closed && !found) {
      LockSupport.parkNanos(LOOK_NANOS);
      @Nullable Path changed = closed ? null : files.changed();
      if (changed != null) {
        found = true;
        whenChanged.accept(changed);
      }
    }
  }

  /** Returns whether a change was found. */
  boolean hasFound() {
    return found;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
